using PgCdc.Sdk.Tables;

namespace PgCdc.Sdk.Validation;

/// <summary>Whether the role may read the tables, where they are read beside the stream.</summary>
internal sealed class ReadCheck : IStartupCheck
{
    public async Task<IReadOnlyList<StartupProblem>> CheckAsync(StartupCheckContext context, CancellationToken cancellationToken)
    {
        if (!context.Options.RefillUnsent)
        {
            return [];
        }

        await using var command = context.Source.CreateCommand(
            """
            SELECT schema.nspname::text, class.relname::text, current_user::text, has_schema_privilege(schema.oid, 'USAGE')
            FROM unnest($1::text[], $2::text[]) AS captured(schema, name)
            JOIN pg_namespace AS schema ON schema.nspname = captured.schema
            JOIN pg_class AS class ON class.relnamespace = schema.oid AND class.relname = captured.name
            WHERE NOT has_table_privilege(class.oid, 'SELECT') OR NOT has_schema_privilege(schema.oid, 'USAGE')
            """);
        command.Parameters.AddWithValue(context.Entities.Select(static entity => entity.Table.Schema).ToArray());
        command.Parameters.AddWithValue(context.Entities.Select(static entity => entity.Table.Table).ToArray());
        var problems = new List<StartupProblem>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var (schema, table, role) = (reader.GetString(0), reader.GetString(1), SqlName.Quote(reader.GetString(2)));
            problems.Add(new StartupProblem(
                $"Role {role} may not read {schema}.{table}, and RefillUnsent is on: what an update leaves out is read from the table.",
                (reader.GetBoolean(3) ? "" : $"GRANT USAGE ON SCHEMA {SqlName.Quote(schema)} TO {role}; ")
                + $"GRANT SELECT ON {SqlName.Quote(schema, table)} TO {role}; or RefillUnsent = false"));
        }

        return problems;
    }
}
