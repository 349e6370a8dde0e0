using System.Buffers.Binary;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PgCdc.Sdk.CrashHost.Model;
using PgCdc.Sdk.Testing;

namespace PgCdc.Sdk.IntegrationTests.Crash;

/// <summary>
/// The crash host's database, with two witnesses that no kill touches: row triggers that write every change into <c>audit</c> in its own
/// transaction, and a slot that nobody reads until the end, which knows the order of the commits.
/// </summary>
internal sealed class CrashDatabase : IAsyncDisposable
{
    private const string Triggers =
        """
        CREATE SEQUENCE entry_ids;

        CREATE FUNCTION note(operation text, key text, value text) RETURNS void LANGUAGE sql AS
        $$ INSERT INTO audit (xid, operation, key, value) VALUES (pg_current_xact_id()::text::bigint, operation, key, value) $$;

        CREATE FUNCTION audit_entries() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'INSERT' THEN
                PERFORM note('insert', 'entries ' || NEW.id, NEW.text || '|' || NEW.version || '|' || coalesce(md5(NEW.body), ''));
            ELSIF TG_OP = 'UPDATE' THEN
                PERFORM note('update', 'entries ' || NEW.id,
                    CASE WHEN NEW.id <> OLD.id THEN 'entries ' || OLD.id ELSE '' END || '>' || NEW.text || '|' || NEW.version);
            ELSIF TG_OP = 'DELETE' THEN
                PERFORM note('delete', 'entries ' || OLD.id, '');
            ELSE
                PERFORM note('truncate', 'entries', '');
            END IF;
            RETURN NULL;
        END $$;

        CREATE FUNCTION audit_stock() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'INSERT' THEN
                PERFORM note('insert', 'stock ' || NEW.shelf || '/' || NEW.place, NEW.quantity || '|' || NEW.label);
            ELSIF TG_OP = 'UPDATE' THEN
                PERFORM note('update', 'stock ' || NEW.shelf || '/' || NEW.place,
                    CASE WHEN (NEW.shelf, NEW.place) <> (OLD.shelf, OLD.place) THEN 'stock ' || OLD.shelf || '/' || OLD.place ELSE '' END
                    || '>' || OLD.quantity || '|' || OLD.label || '>' || NEW.quantity || '|' || NEW.label);
            ELSIF TG_OP = 'DELETE' THEN
                PERFORM note('delete', 'stock ' || OLD.shelf || '/' || OLD.place, OLD.quantity || '|' || OLD.label);
            ELSE
                PERFORM note('truncate', 'stock', '');
            END IF;
            RETURN NULL;
        END $$;

        CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON entries FOR EACH ROW EXECUTE FUNCTION audit_entries();
        CREATE TRIGGER audit_truncate AFTER TRUNCATE ON entries FOR EACH STATEMENT EXECUTE FUNCTION audit_entries();
        CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON stock FOR EACH ROW EXECUTE FUNCTION audit_stock();
        CREATE TRIGGER audit_truncate AFTER TRUNCATE ON stock FOR EACH STATEMENT EXECUTE FUNCTION audit_stock();

        -- What the start-up check asks for where a table has triggers that come after its own.
        CREATE TRIGGER "~pgcdc_capture_order_begin" BEFORE INSERT OR UPDATE OR DELETE ON entries FOR EACH STATEMENT EXECUTE FUNCTION pgcdc.capture_order();
        CREATE TRIGGER "~pgcdc_capture_order" BEFORE INSERT OR UPDATE OR DELETE ON entries FOR EACH ROW EXECUTE FUNCTION pgcdc.capture_order();
        CREATE TRIGGER "~pgcdc_capture_order_end" AFTER INSERT OR UPDATE OR DELETE ON entries FOR EACH STATEMENT EXECUTE FUNCTION pgcdc.capture_order();
        CREATE TRIGGER "~pgcdc_capture_order_begin" BEFORE INSERT OR UPDATE OR DELETE ON stock FOR EACH STATEMENT EXECUTE FUNCTION pgcdc.capture_order();
        CREATE TRIGGER "~pgcdc_capture_order" BEFORE INSERT OR UPDATE OR DELETE ON stock FOR EACH ROW EXECUTE FUNCTION pgcdc.capture_order();
        CREATE TRIGGER "~pgcdc_capture_order_end" AFTER INSERT OR UPDATE OR DELETE ON stock FOR EACH STATEMENT EXECUTE FUNCTION pgcdc.capture_order();
        """;

    private readonly string _witness;

    private CrashDatabase(string name, string connectionString)
    {
        // Slots are the whole server's.
        Slot = $"killed_{name}";
        _witness = $"witness_{name}";
        ConnectionString = connectionString;
        Source = NpgsqlDataSource.Create(connectionString);
    }

    public string Slot { get; }

    public string ConnectionString { get; }

    public NpgsqlDataSource Source { get; }

    public static async Task<CrashDatabase> CreateAsync(IPostgres server, string name)
    {
        var database = new CrashDatabase(name, await server.CreateDatabaseAsync(name));
        await using var context = database.OpenContext();
        await context.Database.EnsureCreatedAsync();
        await database.ExecuteAsync(Triggers);
        await database.ExecuteAsync($"SELECT pg_create_logical_replication_slot('{database._witness}', 'pgoutput')");
        return database;
    }

    public CrashContext OpenContext() => new(new DbContextOptionsBuilder<CrashContext>().UseNpgsql(ConnectionString).UsePgCdc().Options);

    public async Task<Lsn> PositionAsync() => await ScalarAsync("SELECT pg_current_wal_flush_lsn()::text") ?? Lsn.Zero;

    /// <summary>
    /// What the server was told and, asked after it, what is stored. Both only grow, so whatever comes between the two questions, the
    /// first may never be past the second.
    /// </summary>
    public async Task<(Lsn? Confirmed, Lsn? Stored)> PositionsAsync()
    {
        var confirmed = await ScalarAsync($"SELECT confirmed_flush_lsn::text FROM pg_replication_slots WHERE slot_name = '{Slot}'");
        // Until the first checkpoint nothing is promised, and the slot may come and go.
        var stored = await ScalarAsync("SELECT lsn::text FROM pgcdc.checkpoint WHERE state = 1 AND lsn > '0/0'");
        return (confirmed, stored);
    }

    /// <summary>The committed transactions that changed captured tables, in the order of their commits; the stream knows the lower half of their identifiers.</summary>
    public async Task<IReadOnlyList<(Lsn CommitLsn, uint Xid)>> ReadCommitsAsync()
    {
        // A begin message: 'B', the commit record's position, a time, the transaction's identifier.
        await using var command = Source.CreateCommand(
            $"SELECT data FROM pg_logical_slot_get_binary_changes('{_witness}', NULL, NULL, 'proto_version', '1', 'publication_names', 'pgcdc') WHERE get_byte(data, 0) = 66");
        command.CommandTimeout = 120;
        await using var reader = await command.ExecuteReaderAsync();
        var commits = new List<(Lsn, uint)>();
        while (await reader.ReadAsync())
        {
            var begin = reader.GetFieldValue<byte[]>(0);
            commits.Add((new Lsn(BinaryPrimitives.ReadUInt64BigEndian(begin.AsSpan(1))), BinaryPrimitives.ReadUInt32BigEndian(begin.AsSpan(17))));
        }

        return commits;
    }

    public async ValueTask DisposeAsync()
    {
        await using (Source)
        {
            // A forgotten slot would keep a given server's write-ahead log for ever.
            await ExecuteAsync(
                $"SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name IN ('{Slot}', '{_witness}') AND NOT active");
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<Lsn?> ScalarAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return await command.ExecuteScalarAsync() is string text ? Lsn.Parse(text) : null;
    }
}
