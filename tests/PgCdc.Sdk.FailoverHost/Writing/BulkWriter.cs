using System.Globalization;

namespace PgCdc.Sdk.FailoverHost.Writing;

/// <summary>Tens of thousands of notes in a transaction: inserted, updated, deleted, or all of them truncated.</summary>
internal sealed class BulkWriter(string connectionString, int seed) : Writer(connectionString, seed)
{
    /// <summary>Where the identifiers of notes written in bulk begin.</summary>
    private const int First = 1_000_000;
    private const int Rows = 50_000;

    protected override async Task WriteAsync(TransactionScript transaction)
    {
        switch (Random.Next(7))
        {
            case 0:
                // Nothing behind it sees a row of before; what it wrote itself goes as well.
                await transaction.ChangeAsync("put", "notes", (Random.Next(150), 0));
                await transaction.ExecuteAsync("TRUNCATE notes", changes: 1);
                await transaction.ChangeAsync("put", "notes", (Random.Next(150), 0));
                break;
            case 1:
                await ExistingAsync(transaction, "UPDATE notes SET tx = $1, version = held.version, text = row_text($1, held.version) FROM held WHERE id = held.a RETURNING 1");
                break;
            case 2:
                await ExistingAsync(transaction, "DELETE FROM notes USING held WHERE id = held.a RETURNING 1");
                break;
            default:
                await InsertAsync(transaction, Random.Next(2) == 0 ? Rows : Random.Next(1, 5_000));
                break;
        }
    }

    protected override TimeSpan Pause() => TimeSpan.FromMilliseconds(Random.Next(200, 4_000));

    private static Task InsertAsync(TransactionScript transaction, int rows) => transaction.CountAsync(
        $"""
        WITH ids AS MATERIALIZED (SELECT nextval('note_ids') + {First.ToString(CultureInfo.InvariantCulture)} AS id FROM generate_series(1, $2)),
        versions AS (INSERT INTO row_version SELECT 'notes', id, 0, 1 FROM ids),
        rows AS (INSERT INTO notes (id, tx, version, text) SELECT id, $1, 1, row_text($1, 1) FROM ids RETURNING 1)
        SELECT count(*) FROM rows
        """,
        rows);

    /// <summary>Changes the newest rows, while nobody else writes to the table: what is seen is then what is there.</summary>
    private async Task ExistingAsync(TransactionScript transaction, string change)
    {
        await transaction.ExecuteAsync("LOCK TABLE notes IN SHARE ROW EXCLUSIVE MODE", changes: 0);
        await transaction.CountAsync(
            $"""
            WITH chosen AS MATERIALIZED (SELECT id FROM notes ORDER BY id DESC LIMIT $2),
            held AS (UPDATE row_version AS held SET version = held.version + 1 FROM chosen WHERE held.kind = 'notes' AND held.a = chosen.id AND held.b = 0 RETURNING held.a, held.version),
            rows AS ({change})
            SELECT count(*) FROM rows
            """,
            Random.Next(3) == 0 ? Rows : 2_000);
    }
}
