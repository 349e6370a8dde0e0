using Npgsql;
using PgCdc.Sdk.Decoding.Fields;

namespace PgCdc.Sdk.Tables;

/// <summary>Asks the server which columns a table has now.</summary>
internal static class TableColumns
{
    /// <summary>Through domains to the type beneath, since values are sent as that.</summary>
    public const string Query =
        """
        WITH RECURSIVE columns AS (
            SELECT attribute.attname::text AS name, attribute.attnum, attribute.atttypid AS type
            FROM pg_attribute AS attribute
            JOIN pg_class AS class ON class.oid = attribute.attrelid
            JOIN pg_namespace AS schema ON schema.oid = class.relnamespace
            WHERE schema.nspname = $1 AND class.relname = $2 AND attribute.attnum > 0 AND NOT attribute.attisdropped
        ), beneath AS (
            SELECT name, attnum, type FROM columns
            UNION ALL
            SELECT beneath.name, beneath.attnum, domain.typbasetype
            FROM beneath JOIN pg_type AS domain ON domain.oid = beneath.type AND domain.typtype = 'd'
        )
        SELECT beneath.name, type.oid, type.typsend = 0 OR coalesce(element.typsend = 0, false), type_schema.nspname::text, type.typname::text
        FROM beneath
        JOIN pg_type AS type ON type.oid = beneath.type AND type.typtype <> 'd'
        JOIN pg_namespace AS type_schema ON type_schema.oid = type.typnamespace
        LEFT JOIN pg_type AS element ON element.oid = type.typelem AND type.typlen = -1
        ORDER BY beneath.attnum
        """;

    /// <summary>The columns in the order of their numbers; none where there is no such table.</summary>
    public static async Task<IReadOnlyList<TableColumn>> ReadAsync(
        NpgsqlConnection connection, string schema, string table, CancellationToken cancellationToken)
    {
        var columns = new List<TableColumn>();
        await using var command = new NpgsqlCommand(Query, connection);
        command.Parameters.AddWithValue(schema);
        command.Parameters.AddWithValue(table);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var (typeSchema, type) = (rows.GetString(3), rows.GetString(4));
            var oid = PgTypeNames.Find(typeSchema, type) is not 0 and var known ? known : rows.GetFieldValue<uint>(1);
            columns.Add(new TableColumn(rows.GetString(0), oid, rows.GetBoolean(2), $"{SqlName.Quote(typeSchema)}.{SqlName.Quote(type)}"));
        }

        return columns;
    }
}
