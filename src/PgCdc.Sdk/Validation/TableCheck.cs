using Npgsql;
using PgCdc.Sdk.Binding;
using PgCdc.Sdk.Decoding;
using PgCdc.Sdk.Decoding.Fields;

namespace PgCdc.Sdk.Validation;

/// <summary>Whether each entity's table exists, can be captured, carries its key, and has columns that fit.</summary>
internal sealed class TableCheck : IStartupCheck
{
    public async Task<IReadOnlyList<StartupProblem>> CheckAsync(StartupCheckContext context, CancellationToken cancellationToken)
    {
        var problems = new List<StartupProblem>();
        await using var connection = await context.Source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        foreach (var (entity, table) in context.Entities)
        {
            problems.AddRange(await CheckTableAsync(connection, entity, table, cancellationToken).ConfigureAwait(false));
        }

        return problems;
    }

    private static async Task<IReadOnlyList<StartupProblem>> CheckTableAsync(
        NpgsqlConnection connection, EntityShape entity, EntityTable table, CancellationToken cancellationToken)
    {
        var quoted = $"\"{table.Schema.Replace("\"", "\"\"", StringComparison.Ordinal)}\".\"{table.Table.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        uint oid;
        var problems = new List<StartupProblem>();
        await using (var command = connection.CreateCommand())
        {
            command.CommandText =
                """
                SELECT class.oid, class.relkind, class.relpersistence
                FROM pg_class AS class JOIN pg_namespace AS schema ON schema.oid = class.relnamespace
                WHERE schema.nspname = $1 AND class.relname = $2
                """;
            command.Parameters.AddWithValue(table.Schema);
            command.Parameters.AddWithValue(table.Table);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            if (!await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                return
                [
                    new StartupProblem(
                        $"{table.DisplayName} ({entity.Name}) does not exist in the database \"{connection.Database}\".",
                        "dotnet ef database update"),
                ];
            }

            oid = reader.GetFieldValue<uint>(0);
            if (reader.GetChar(1) is not ('r' or 'p'))
            {
                problems.Add(new StartupProblem(
                    $"{table.DisplayName} ({entity.Name}) is no ordinary table (relkind {reader.GetChar(1)}): its changes are not in the write-ahead log.",
                    "Capture the table beneath it, or take [CaptureChanges] off the class."));
            }

            if (reader.GetChar(2) != 'p')
            {
                problems.Add(new StartupProblem(
                    $"{table.DisplayName} ({entity.Name}) is unlogged or temporary: its changes are not in the write-ahead log.",
                    $"ALTER TABLE {quoted} SET LOGGED;"));
            }

        }

        var columns = await ReadColumnsAsync(connection, oid, cancellationToken).ConfigureAwait(false);
        problems.AddRange(CheckColumns(columns, quoted, entity, table));
        var keys = table.UsesOf(entity.Name, entity.Properties.OfType<FieldProperty>()).Where(static use => use.Property.IsKey).Select(static use => use.Column);
        problems.AddRange(await IdentityCheck.CheckAsync(connection, oid, entity, table, [.. keys.Where(columns.ContainsKey)], cancellationToken).ConfigureAwait(false));
        return problems;
    }

    private static List<StartupProblem> CheckColumns(Dictionary<string, Column> columns, string quoted, EntityShape entity, EntityTable table)
    {
        var problems = new List<StartupProblem>();
        foreach (var use in table.UsesOf(entity.Name, entity.Properties.OfType<FieldProperty>()))
        {
            problems.AddRange(columns.TryGetValue(use.Column, out var column)
                ? CheckColumn(use, column, quoted, table)
                :
                [
                    new StartupProblem($"{table.DisplayName} has no column \"{use.Column}\" for {use.Path}.", "dotnet ef database update")
                    {
                        IsColumnMissing = true,
                    },
                ]);
        }

        return problems;
    }

    private static IEnumerable<StartupProblem> CheckColumn(ColumnUse use, Column column, string quoted, EntityTable table)
    {
        if (use.Decoder.AwaitsMapping)
        {
            yield return new StartupProblem(
                $"Column \"{use.Column}\" of {table.DisplayName} is {column.TypeName}, and no decoder makes it the {use.Decoder.Type.Name} that {use.Path} is.",
                $"Mark the property [DecodeWith(typeof(…))], call DecodeWith(…) in AddPgCdc, give it a value converter in the model, or exclude it with [CaptureChanges(Exclude = …)].");
        }
        else if (!Fits(use.Decoder, column))
        {
            yield return new StartupProblem(
                $"Column \"{use.Column}\" of {table.DisplayName} is {column.TypeName}, but {use.Path} reads {use.Decoder.Reads}.",
                $"Change the property's type, or ALTER TABLE {quoted} ALTER COLUMN \"{use.Column}\" TYPE …;");
        }

        // Where classes share a table, the columns that only a derived one has are optional there.
        if (!column.IsNotNull && !use.IsNullable && table.Discriminator is not { IsRoot: false })
        {
            yield return new StartupProblem(
                $"Column \"{use.Column}\" of {table.DisplayName} can be NULL, but {use.Path} cannot.",
                $"ALTER TABLE {quoted} ALTER COLUMN \"{use.Column}\" SET NOT NULL; or make the property nullable");
        }
    }

    private static async Task<Dictionary<string, Column>> ReadColumnsAsync(NpgsqlConnection connection, uint oid, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT attribute.attname::text, type.oid, format_type(attribute.atttypid, attribute.atttypmod), attribute.attnotnull,
                   type_schema.nspname::text, type.typname::text,
                   CASE WHEN type.typelem <> 0 AND type.typlen = -1 THEN 'a' ELSE type.typtype END
            FROM pg_attribute AS attribute
            CROSS JOIN LATERAL (
                WITH RECURSIVE beneath AS (
                    SELECT column_type.* FROM pg_type AS column_type WHERE column_type.oid = attribute.atttypid
                    UNION ALL
                    SELECT base.* FROM beneath JOIN pg_type AS base ON base.oid = beneath.typbasetype AND beneath.typtype = 'd'
                )
                SELECT * FROM beneath WHERE typtype <> 'd'
            ) AS type
            JOIN pg_namespace AS type_schema ON type_schema.oid = type.typnamespace
            WHERE attribute.attrelid = $1 AND attribute.attnum > 0 AND NOT attribute.attisdropped
            """;
        command.Parameters.Add(new NpgsqlParameter { Value = oid, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Oid });
        var columns = new Dictionary<string, Column>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            columns[reader.GetString(0)] = new Column(
                PgTypeNames.Find(reader.GetString(4), reader.GetString(5)) is not 0 and var known ? known : reader.GetFieldValue<uint>(1),
                KindOf(reader.GetChar(6)),
                reader.GetString(2),
                reader.GetBoolean(3));
        }

        return columns;
    }

    private static TypeKind KindOf(char kind) => kind switch
    {
        'a' => TypeKind.Array,
        'e' => TypeKind.Enum,
        'c' => TypeKind.Composite,
        'r' => TypeKind.Range,
        'm' => TypeKind.Multirange,
        _ => TypeKind.Base,
    };

    /// <summary>Of a built-in type the identifier says all; of another, its kind rules out what its bytes would only show with the first row.</summary>
    private static bool Fits(FieldDecoder decoder, Column column) =>
        decoder.Accepts(column.TypeOid) && (!PgTypeOids.IsDynamic(column.TypeOid) || decoder.AcceptsKind(column.Kind));

    private sealed record Column(uint TypeOid, TypeKind Kind, string TypeName, bool IsNotNull);
}
