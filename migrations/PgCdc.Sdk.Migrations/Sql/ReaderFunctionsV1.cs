using PgCdc.Sdk.Migrations.Schema;

namespace PgCdc.Sdk.Migrations.Sql;

/// <summary>The functions with which consumers tell what they still need of the log, and learn what is gone.</summary>
internal static class ReaderFunctionsV1
{
    private const string Reader = $"{SchemaNames.Schema}.{SchemaNames.LogReaderTable}";

    internal const string RegisterSignature = $"{SchemaNames.Schema}.{SchemaNames.RegisterReaderFunction}(text, pg_catalog.xid8)";
    internal const string UnregisterSignature = $"{SchemaNames.Schema}.{SchemaNames.UnregisterReaderFunction}(text)";
    internal const string PurgedBelowSignature = $"{SchemaNames.Schema}.{SchemaNames.LogPurgedBelowFunction}()";

    /// <summary>
    /// The last word counts, even a lower one: a consumer that begins anew, or after a failover on a server where transaction ids went
    /// back, has to be able to set any horizon, and a horizon that is too low only keeps more.
    /// </summary>
    internal static string CreateRegister()
        => $"""
            CREATE OR REPLACE FUNCTION {SchemaNames.Schema}.{SchemaNames.RegisterReaderFunction}(consumer text, horizon pg_catalog.xid8) RETURNS void
            LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
            AS {SqlText.DollarQuoted($"""
                INSERT INTO {Reader} AS reader (consumer, horizon, seen_at) VALUES ($1, $2, clock_timestamp())
                ON CONFLICT (consumer) DO UPDATE SET horizon = excluded.horizon, seen_at = excluded.seen_at;
                """)};
            """;

    internal static string CreateUnregister()
        => $"""
            CREATE OR REPLACE FUNCTION {SchemaNames.Schema}.{SchemaNames.UnregisterReaderFunction}(consumer text) RETURNS boolean
            LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
            AS {SqlText.DollarQuoted($"""
                WITH gone AS (DELETE FROM {Reader} AS reader WHERE reader.consumer = $1 RETURNING 1) SELECT EXISTS (SELECT FROM gone);
                """)};
            """;

    /// <summary>
    /// Emptying a slot shows in every snapshot, old ones included, and this does not. A reader therefore locks the log tables (ACCESS SHARE,
    /// which purging does not wait for), asks then, on a snapshot taken after the lock, and has everything if its own snapshot's xmin is not below.
    /// </summary>
    internal static string CreatePurgedBelow()
        => $"""
            CREATE OR REPLACE FUNCTION {SchemaNames.Schema}.{SchemaNames.LogPurgedBelowFunction}() RETURNS pg_catalog.xid8
            LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
            AS {SqlText.DollarQuoted($"SELECT purged_below FROM {SchemaNames.Schema}.{SchemaNames.LogWatermarkTable};")};
            """;
}
