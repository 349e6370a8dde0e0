using PgCdc.Sdk.Migrations.Metadata;
using PgCdc.Sdk.Migrations.Schema;

namespace PgCdc.Sdk.Migrations.Sql;

/// <summary>
/// Puts a statement's log rows before those of the statements that its AFTER triggers run. Statement triggers fire last, so what a user's AFTER
/// trigger or a cascade within the table writes is logged first, and one row's two changes would be told the wrong way round.
/// </summary>
/// <remarks>
/// <para>A number is taken before each row is written. The last one lies behind everything that BEFORE triggers and functions of the query
/// wrote, and ahead of everything that AFTER triggers write; the statement triggers put it into the column that orders rows within a transaction.
/// A number taken when the statement starts would be wrong: a BEFORE trigger that adds the row a foreign key needs comes after that.</para>
/// <para>The number is kept per depth of nesting, not per table: tables that one query writes share it and stay in the order of their
/// statement triggers. The query's last such statement trigger takes it away, so that no later query finds it: that is what is counted for.
/// A rollback to a savepoint restores both settings.</para>
/// <para>This costs a call per row, so only tables that have such triggers get it.</para>
/// </remarks>
internal static class CaptureOrderV1
{
    internal const string Signature = $"{SchemaNames.Schema}.{SchemaNames.OrderFunction}()";

    // Triggers fire by name: these are the last, so that every other BEFORE trigger has run and every log row is written.
    internal static readonly string[] Triggers = [SchemaNames.OrderTrigger, SchemaNames.OrderBeginTrigger, SchemaNames.OrderEndTrigger];

    private const string Number = "'pgcdc.order_' || pg_trigger_depth()";
    private const string Open = "'pgcdc.open_' || pg_trigger_depth()";

    /// <summary>What the capture function reads: the number, or NULL where the table and its query have none.</summary>
    internal const string Current = $"nullif(current_setting({Number}, true), '')::bigint";

    internal static string CreateFunction()
        => $"""
            CREATE OR REPLACE FUNCTION {Signature} RETURNS trigger
            LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
            AS {SqlText.DollarQuoted($"""
            DECLARE
                open integer;
            BEGIN
                IF TG_LEVEL = 'ROW' THEN
                    PERFORM set_config({Number}, nextval('{SchemaNames.Schema}.{SchemaNames.LogSequence}')::text, true);
                    IF TG_OP = 'DELETE' THEN
                        RETURN OLD;
                    END IF;
                    RETURN NEW;
                END IF;
                open := coalesce(nullif(current_setting({Open}, true), '')::integer, 0) + CASE TG_WHEN WHEN 'BEFORE' THEN 1 ELSE -1 END;
                PERFORM set_config({Open}, open::text, true);
                IF open <= 0 THEN
                    PERFORM set_config({Number}, '', true);
                END IF;
                RETURN NULL;
            END
            """)};
            """;

    /// <summary>The condition under which a plain table needs the triggers.</summary>
    internal static string IsNeeded(string table)
        => $"""
            EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = {table} AND NOT tgisinternal AND tgenabled <> 'D' AND tgtype & 66 = 0 AND tgname !~ '^(pgcdc_capture_|~pgcdc_capture_)') OR EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE contype = 'f' AND conrelid = {table} AND confrelid = conrelid AND (confupdtype IN ('c', 'n', 'd') OR confdeltype IN ('c', 'n', 'd')))
            """;

    internal static IEnumerable<string> Create(CaptureSpec spec)
    {
        var table = SqlText.Table(spec);
        yield return $"CREATE TRIGGER {SqlText.Name(SchemaNames.OrderBeginTrigger)} BEFORE INSERT OR UPDATE OR DELETE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {Signature};";
        yield return $"CREATE TRIGGER {SqlText.Name(SchemaNames.OrderTrigger)} BEFORE INSERT OR UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {Signature};";
        yield return $"CREATE TRIGGER {SqlText.Name(SchemaNames.OrderEndTrigger)} AFTER INSERT OR UPDATE OR DELETE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {Signature};";
    }
}
