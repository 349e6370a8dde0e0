using System.Data;
using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;
using PgCdc.Sdk.Binding;
using PgCdc.Sdk.Checkpoints;
using PgCdc.Sdk.Dispatch;
using PgCdc.Sdk.Tables;

namespace PgCdc.Sdk.CatchUp;

/// <summary>Reads the log tables within one transaction of the server, in the snapshot that a slot's creation exported.</summary>
internal sealed class LogReader : ILogReader
{
    /// <summary>Sorting a long gap takes a while before the first row comes; a server that takes longer counts as gone.</summary>
    private const int PatienceSeconds = 600;

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private LogReader(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<LogTable> tables, PgSnapshot snapshot)
    {
        _connection = connection;
        _transaction = transaction;
        Tables = tables;
        Snapshot = snapshot;
    }

    public IReadOnlyList<LogTable> Tables { get; }

    public PgSnapshot Snapshot { get; }

    public ulong PurgedBelow { get; private set; }

    public static async Task<LogReader> OpenAsync(
        NpgsqlDataSource source,
        string snapshotName,
        IReadOnlyList<(EntityPipeline Pipeline, EntityTable Table)> entities,
        CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
            // SET takes no parameters; the server made the name, and quotes in it are doubled all the same.
            await ExecuteAsync(connection, $"SET TRANSACTION SNAPSHOT '{snapshotName.Replace("'", "''", StringComparison.Ordinal)}'", cancellationToken)
                .ConfigureAwait(false);
            await ExecuteAsync(
                connection,
                "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL work_mem = '64MB'; "
                + "SET LOCAL datestyle = 'ISO'; SET LOCAL intervalstyle = 'postgres'; SET LOCAL extra_float_digits = 3",
                cancellationToken).ConfigureAwait(false);
            var snapshot = PgSnapshot.Parse(await ScalarAsync<string>(connection, "SELECT pg_current_snapshot()::text", cancellationToken).ConfigureAwait(false));
            var tables = new List<LogTable>(entities.Count);
            foreach (var sharing in entities.GroupBy(static entity => entity.Table.DisplayName))
            {
                var log = sharing.First().Table.Log!;
                tables.Add(new LogTable([.. sharing], await ReadColumnsAsync(connection, log, cancellationToken).ConfigureAwait(false)));
            }

            var reader = new LogReader(connection, transaction, tables, snapshot);
            if (tables.Count > 0)
            {
                // A truncation is seen by every snapshot at once. From here on there is none; what there was is told by the mark, which
                // is read behind the lock and outside of the snapshot.
                await ExecuteAsync(connection, LogSql.Lock(tables), cancellationToken).ConfigureAwait(false);
                reader.PurgedBelow = await ReadPurgedBelowAsync(source, cancellationToken).ConfigureAwait(false);
            }

            return reader;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public static async Task<ulong> ReadPurgedBelowAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("SELECT coalesce(pgcdc.log_purged_below()::text::numeric, 0)::text");
        return ulong.Parse((string)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!, System.Globalization.CultureInfo.InvariantCulture);
    }

    public async Task<IReadOnlyList<LoggedTransaction>> ListAsync(PgSnapshot since, CancellationToken cancellationToken)
    {
        var transactions = new List<LoggedTransaction>();
        if (Tables.Count == 0)
        {
            return transactions;
        }

        await using var command = new NpgsqlCommand(LogSql.List(Tables, since), _connection, _transaction) { CommandTimeout = PatienceSeconds };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var at = rows.GetFieldValue<DateTime>(2);
            transactions.Add(new LoggedTransaction(
                rows.GetFieldValue<ulong>(0), new LogMark(rows.GetInt64(1), (at - LogTime.Epoch).Ticks / TimeSpan.TicksPerMicrosecond), rows.GetInt64(3)));
        }

        return transactions;
    }

    public async IAsyncEnumerable<LogRow> ReadAsync(PgSnapshot since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Tables.Count == 0)
        {
            yield break;
        }

        await using var export = await _connection.BeginBinaryExportAsync(LogSql.Read(Tables, since), cancellationToken).ConfigureAwait(false);
        export.Timeout = TimeSpan.FromSeconds(PatienceSeconds);
        while (await export.StartRowAsync(cancellationToken).ConfigureAwait(false) >= 0)
        {
            var xid = await export.ReadAsync<ulong>(NpgsqlDbType.Xid8, cancellationToken).ConfigureAwait(false);
            var table = await export.ReadAsync<int>(NpgsqlDbType.Integer, cancellationToken).ConfigureAwait(false);
            var operation = await export.ReadAsync<char>(NpgsqlDbType.InternalChar, cancellationToken).ConfigureAwait(false);
            var values = await export.ReadAsync<byte[]>(NpgsqlDbType.Bytea, cancellationToken).ConfigureAwait(false);
            yield return new LogRow(xid, table, operation, values);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync().ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<IReadOnlyList<LogColumn>> ReadColumnsAsync(NpgsqlConnection connection, EntityLog log, CancellationToken cancellationToken)
    {
        var found = (await TableColumns.ReadAsync(connection, log.Schema, log.Table, cancellationToken).ConfigureAwait(false))
            .ToDictionary(static column => column.Name);

        // A column that the log does not have yet or no longer is left out; the binding says so if a property needs it.
        var columns = new List<LogColumn>();
        foreach (var column in log.Columns)
        {
            if (found.TryGetValue(column.Name, out var current))
            {
                columns.Add(new LogColumn(column.Name, column.Name, column.IsKey, IsOld: false, current.TypeOid, current.IsText));
            }

            if (column.OldName is not null && found.TryGetValue(column.OldName, out var old))
            {
                columns.Add(new LogColumn(column.Name, column.OldName, column.IsKey, IsOld: true, old.TypeOid, old.IsText));
            }
        }

        return columns;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task<T> ScalarAsync<T>(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
    }
}
