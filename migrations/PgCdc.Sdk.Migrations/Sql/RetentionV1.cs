using System.Globalization;
using PgCdc.Sdk.Migrations.Schema;

namespace PgCdc.Sdk.Migrations.Sql;

/// <summary>
/// What version 1 needs once per database to number, rotate and purge log tables. Several contexts may each install it: what exists stays.
/// </summary>
internal static class RetentionV1
{
    private const string Ours = $"{SchemaNames.Schema}.";

    private static readonly string[] Signatures =
    [
        ReaderFunctionsV1.RegisterSignature, ReaderFunctionsV1.UnregisterSignature, ReaderFunctionsV1.PurgedBelowSignature, PurgeFunctionV1.Signature,
    ];

    internal static IEnumerable<string> Create()
    {
        // No cache: numbers taken ahead by a session would break the order of conflicting writers.
        yield return $"CREATE SEQUENCE IF NOT EXISTS {Ours}{SchemaNames.LogSequence} AS bigint CACHE 1;";
        yield return CreateRing();
        yield return CreateTables();
        yield return CreateStorage();
        yield return ReaderFunctionsV1.CreateRegister();
        yield return ReaderFunctionsV1.CreateUnregister();
        yield return ReaderFunctionsV1.CreatePurgedBelow();
        yield return PurgeFunctionV1.Create();
        yield return CaptureOrderV1.CreateFunction();
        yield return $"REVOKE ALL ON FUNCTION {SqlText.List([.. Signatures, CaptureOrderV1.Signature])} FROM PUBLIC;";
    }

    internal static string Grant(string role) => $"GRANT EXECUTE ON FUNCTION {SqlText.List(Signatures)} TO {SqlText.Name(role)};";

    /// <summary>The numbering sequence goes first: while a log table of another context uses it, all of this stays.</summary>
    internal static string Drop()
        => $"""
            DO {SqlText.DollarQuoted(
            $"""
            BEGIN
                DROP SEQUENCE IF EXISTS {Ours}{SchemaNames.LogSequence};
                DROP FUNCTION IF EXISTS {SqlText.List([.. Signatures, CaptureOrderV1.Signature])};
                DROP VIEW IF EXISTS {Ours}{SchemaNames.LogStorageView};
                DROP TABLE IF EXISTS {Ours}{SchemaNames.LogSlotTable}, {Ours}{SchemaNames.LogReaderTable}, {Ours}{SchemaNames.LogWatermarkTable};
                DROP SEQUENCE IF EXISTS {Ours}{SchemaNames.LogRing};
            EXCEPTION WHEN dependent_objects_still_exist THEN
                NULL;
            END
            """)};
            """;

    // A sequence has no last value before it was called or set once, and writers need one.
    private static string CreateRing()
        => $"""
            DO {SqlText.DollarQuoted(
            $"""
            BEGIN
                IF pg_catalog.to_regclass('{Ours}{SchemaNames.LogRing}') IS NULL THEN
                    CREATE SEQUENCE {Ours}{SchemaNames.LogRing} AS smallint MINVALUE 0 MAXVALUE {LastSlot} START 0 CACHE 1;
                    PERFORM pg_catalog.setval('{Ours}{SchemaNames.LogRing}', 0);
                END IF;
            END
            """)};
            """;

    private static string CreateTables()
        => $"""
            CREATE TABLE IF NOT EXISTS {Ours}{SchemaNames.LogSlotTable} (
                slot smallint PRIMARY KEY,
                sealed_xid pg_catalog.xid8,
                sealed_at timestamp with time zone
            );
            INSERT INTO {Ours}{SchemaNames.LogSlotTable} (slot) SELECT pg_catalog.generate_series(0, {LastSlot}) ON CONFLICT DO NOTHING;
            CREATE TABLE IF NOT EXISTS {Ours}{SchemaNames.LogReaderTable} (
                consumer text PRIMARY KEY,
                horizon pg_catalog.xid8 NOT NULL,
                seen_at timestamp with time zone NOT NULL
            );
            CREATE TABLE IF NOT EXISTS {Ours}{SchemaNames.LogWatermarkTable} (
                singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
                purged_below pg_catalog.xid8 NOT NULL
            );
            INSERT INTO {Ours}{SchemaNames.LogWatermarkTable} (purged_below) VALUES ('0') ON CONFLICT DO NOTHING;
            """;

    /// <summary>
    /// The partitions of every context's log tables, from the catalog, so that no list can miss one. What is emptied must be ours beyond
    /// doubt: schema, name, parent's name and the partitioning column have to agree.
    /// </summary>
    private static string CreateStorage()
        => $"""
            CREATE OR REPLACE VIEW {Ours}{SchemaNames.LogStorageView} AS
            SELECT ring.slot::smallint AS slot, part.oid::pg_catalog.regclass AS slot_table, log.relname AS log_table,
                coalesce(pg_catalog.pg_relation_size(part.oid), 0) + coalesce(pg_catalog.pg_relation_size(part.reltoastrelid), 0) AS bytes
            FROM pg_catalog.pg_class log
            JOIN pg_catalog.pg_inherits parts ON parts.inhparent = log.oid
            JOIN pg_catalog.pg_class part ON part.oid = parts.inhrelid
            JOIN pg_catalog.pg_partitioned_table partitioned ON partitioned.partrelid = log.oid
            JOIN pg_catalog.pg_attribute key ON key.attrelid = log.oid AND key.attnum = partitioned.partattrs[0]
            JOIN pg_catalog.generate_series(0, {LastSlot}) ring (slot)
                ON part.relname = 'slot' || ring.slot || '_' || pg_catalog.substr(log.relname, {SchemaNames.LogTablePrefix.Length + 1})
            WHERE log.relnamespace = '{SchemaNames.Schema}'::pg_catalog.regnamespace
                AND part.relnamespace = log.relnamespace
                AND log.relkind = 'p'
                AND key.attname = '{SchemaNames.LogRingColumn}'
                AND pg_catalog.starts_with(log.relname, '{SchemaNames.LogTablePrefix}');
            """;

    private static string LastSlot => (SchemaNames.LogRingSlots - 1).ToString(CultureInfo.InvariantCulture);
}
