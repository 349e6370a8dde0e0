using Npgsql;
using NpgsqlTypes;
using PgCdc.Sdk.Binding;
using PgCdc.Sdk.CatchUp;
using PgCdc.Sdk.Checkpoints;
using PgCdc.Sdk.Dispatch;

namespace PgCdc.Sdk.Failover;

/// <summary>The queries, as PostgreSQL 15 and later answer them.</summary>
internal sealed class SourceDatabase(NpgsqlDataSource dataSource) : ISourceDatabase
{
    public NpgsqlDataSource DataSource => dataSource;

    public async Task<int> GetVersionAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("SELECT current_setting('server_version_num')::int");
        return (int)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))! / 10_000;
    }

    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("SELECT 1");
        await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<SlotState?> FindSlotAsync(string slot, CancellationToken cancellationToken)
    {
        // invalidation_reason came with 17; through jsonb the query is the same on every version.
        await using var command = dataSource.CreateCommand(
            """
            SELECT slot.plugin, slot.database, slot.active_pid, slot.confirmed_flush_lsn, slot.restart_lsn, slot.wal_status,
                   to_jsonb(slot) ->> 'invalidation_reason'
            FROM pg_replication_slots AS slot
            WHERE slot.slot_name = $1
            """);
        command.Parameters.AddWithValue(slot);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        if (!await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        return new SlotState
        {
            Name = slot,
            Plugin = reader.IsDBNull(0) ? null : reader.GetString(0),
            Database = reader.IsDBNull(1) ? null : reader.GetString(1),
            ActivePid = reader.IsDBNull(2) ? null : reader.GetInt32(2),
            ConfirmedFlush = reader.IsDBNull(3) ? null : new Lsn((ulong)reader.GetFieldValue<NpgsqlLogSequenceNumber>(3)),
            Restart = reader.IsDBNull(4) ? null : new Lsn((ulong)reader.GetFieldValue<NpgsqlLogSequenceNumber>(4)),
            WalStatus = reader.IsDBNull(5) ? null : reader.GetString(5),
            InvalidationReason = reader.IsDBNull(6) ? null : reader.GetString(6),
        };
    }

    public async Task<FailoverState?> GetFailoverStateAsync(string slot, CancellationToken cancellationToken)
    {
        // Through jsonb, because columns and setting came with 17.
        await using var command = dataSource.CreateCommand(
            """
            SELECT current_setting('synchronized_standby_slots', true),
                   coalesce((SELECT (to_jsonb(slot) ->> 'failover')::boolean FROM pg_replication_slots AS slot WHERE slot.slot_name = $1), false),
                   (SELECT count(*)::int FROM pg_stat_replication AS sender
                    WHERE NOT EXISTS (SELECT FROM pg_replication_slots AS slot WHERE slot.active_pid = sender.pid AND slot.slot_type = 'logical')),
                   CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_flush_lsn() END,
                   ARRAY(SELECT slot_name::text FROM pg_replication_slots WHERE slot_type = 'physical' ORDER BY slot_name),
                   ARRAY(SELECT active FROM pg_replication_slots WHERE slot_type = 'physical' ORDER BY slot_name),
                   ARRAY(SELECT xmin IS NOT NULL OR catalog_xmin IS NOT NULL FROM pg_replication_slots WHERE slot_type = 'physical' ORDER BY slot_name),
                   ARRAY(SELECT restart_lsn::text FROM pg_replication_slots WHERE slot_type = 'physical' ORDER BY slot_name)
            """);
        command.Parameters.AddWithValue(slot);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        if (!await reader.ReadAsync(cancellationToken).ConfigureAwait(false) || reader.IsDBNull(0))
        {
            return null;
        }

        var names = reader.GetFieldValue<string[]>(4);
        var active = reader.GetFieldValue<bool[]>(5);
        var feedback = reader.GetFieldValue<bool[]>(6);
        var restart = reader.GetFieldValue<string?[]>(7);
        return new FailoverState(
            reader.GetBoolean(1),
            [.. reader.GetString(0).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(static name => name.Trim('"'))],
            [.. names.Select((name, index) => new StandbySlot(name, active[index], feedback[index], restart[index] is { } lsn ? Lsn.Parse(lsn) : null))],
            reader.GetInt32(2),
            new Lsn((ulong)reader.GetFieldValue<NpgsqlLogSequenceNumber>(3)));
    }

    public async Task<IReadOnlyList<string>> ListColumnsAsync(uint relation, string publication, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            SELECT attribute.attname::text
            FROM pg_attribute AS attribute
                JOIN pg_class AS class ON class.oid = attribute.attrelid
                JOIN pg_namespace AS schema ON schema.oid = class.relnamespace
                JOIN pg_publication_tables AS published ON published.schemaname = schema.nspname AND published.tablename = class.relname
            WHERE class.oid = $1 AND published.pubname = $2
                AND attribute.attnum > 0 AND NOT attribute.attisdropped AND attribute.attname = ANY (published.attnames)
            ORDER BY attribute.attnum
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = relation, NpgsqlDbType = NpgsqlDbType.Oid });
        command.Parameters.AddWithValue(publication);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var names = new List<string>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    public async Task DropSlotAsync(string slot, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("SELECT pg_drop_replication_slot($1)");
        command.Parameters.AddWithValue(slot);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    // Two statements: in one, the position could be read before the snapshot is taken.
    public async Task<(PgSnapshot Snapshot, Lsn Lsn)> CaptureAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var snapshot = new NpgsqlCommand("SELECT pg_current_snapshot()::text", connection);
        var taken = PgSnapshot.Parse((string)(await snapshot.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!);
        await using var position = new NpgsqlCommand("SELECT pg_current_wal_insert_lsn()", connection);
        var lsn = (NpgsqlLogSequenceNumber)(await position.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
        return (taken, new Lsn((ulong)lsn));
    }

    public async Task<PgSnapshot> ImportAsync(string snapshotName, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken)
            .ConfigureAwait(false);
        // SET takes no parameters; the server made the name, and quotes in it are doubled all the same.
        await using var import = new NpgsqlCommand(
            $"SET TRANSACTION SNAPSHOT '{snapshotName.Replace("'", "''", StringComparison.Ordinal)}'", connection, transaction);
        await import.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        await using var snapshot = new NpgsqlCommand("SELECT pg_current_snapshot()::text", connection, transaction);
        return PgSnapshot.Parse((string)(await snapshot.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!);
    }

    public async Task<ILogReader> OpenLogAsync(
        string snapshotName, IReadOnlyList<(EntityPipeline Pipeline, EntityTable Table)> entities, CancellationToken cancellationToken) =>
        await LogReader.OpenAsync(dataSource, snapshotName, entities, cancellationToken).ConfigureAwait(false);

    public Task<ulong> GetPurgedBelowAsync(CancellationToken cancellationToken) => LogReader.ReadPurgedBelowAsync(dataSource, cancellationToken);

    public async Task RegisterReaderAsync(string slot, ulong horizon, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("SELECT pgcdc.register_reader($1, $2)");
        command.Parameters.AddWithValue(slot);
        command.Parameters.Add(new NpgsqlParameter<ulong> { TypedValue = horizon, NpgsqlDbType = NpgsqlDbType.Xid8 });
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<LogPurge> PurgeLogAsync(TimeSpan maxAge, long maxBytes, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            "SELECT live_bytes, freed_bytes, purged_below, lost FROM pgcdc.purge_log($1, $2)");
        command.Parameters.AddWithValue(maxAge);
        command.Parameters.AddWithValue(maxBytes);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        return new LogPurge(
            reader.GetInt64(0),
            reader.GetInt64(1),
            reader.IsDBNull(2) ? 0 : reader.GetFieldValue<ulong>(2),
            reader.IsDBNull(3) ? [] : reader.GetFieldValue<string[]>(3));
    }

    // The lock lives with the connection.
    public async Task<IAsyncDisposable?> TryLockCreationAsync(string slot, CancellationToken cancellationToken)
    {
        var connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock(hashtextextended('pgcdc:' || $1, 0))", connection);
            command.Parameters.AddWithValue(slot);
            if (await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is true)
            {
                return connection;
            }
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        await connection.DisposeAsync().ConfigureAwait(false);
        return null;
    }
}
