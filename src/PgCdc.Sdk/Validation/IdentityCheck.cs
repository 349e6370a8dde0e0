using Npgsql;
using PgCdc.Sdk.Binding;
using PgCdc.Sdk.Tables;

namespace PgCdc.Sdk.Validation;

/// <summary>Whether the server's replica identity, the table's and each partition's, tells of an old row the key that the entity is told by.</summary>
internal static class IdentityCheck
{
    public static async Task<IReadOnlyList<StartupProblem>> CheckAsync(
        NpgsqlConnection connection, uint table, EntityShape entity, EntityTable mapped, IReadOnlyList<string> key, CancellationToken cancellationToken)
    {
        var identities = await ReadAsync(connection, table, cancellationToken).ConfigureAwait(false);
        var root = identities[0];
        var problems = new List<StartupProblem>();
        if (!root.Covers(key))
        {
            problems.Add(new StartupProblem(
                root.Kind == 'n'
                    ? $"{mapped.DisplayName} ({entity.Name}) has REPLICA IDENTITY NOTHING: updates and deletes would not tell their row, and the server refuses them."
                    : $"{mapped.DisplayName} ({entity.Name}) is told by {Columns(key)}, but the server's replica identity is {root.Spoken}: a delete would not tell its row.",
                Mend(root, mapped, key)));
        }

        // The server tells by the table's identity what came, but what it writes of an old row is decided by the partition's.
        problems.AddRange(identities.Skip(1).Where(part => !(root.Kind == 'f' ? part.Kind == 'f' : part.Covers(key))).Select(part => new StartupProblem(
            $"The partition {part.Table} of {mapped.DisplayName} ({entity.Name}) has another replica identity than the table: {part.Spoken} in place of {root.Spoken}. Its updates and deletes would not tell what the table's do.",
            $"ALTER TABLE {part.Table} REPLICA IDENTITY {(root.Kind, part.Counterpart) switch
            {
                ('f', _) => "FULL",
                ('i', { } index) => $"USING INDEX {SqlName.Quote(index)}",
                _ => "DEFAULT",
            }};")));
        return problems;
    }

    private static string Mend(Identity root, EntityTable mapped, IReadOnlyList<string> key)
    {
        var alter = $"ALTER TABLE {root.Table} REPLICA IDENTITY";
        return (mapped.IdentityIndex, root.Kind) switch
        {
            ({ } index, _) => $"{alter} USING INDEX {SqlName.Quote(index)}; (or dotnet ef database update where there is no such index)",
            (_, 'i') => $"{alter} DEFAULT; or tell changes by that index: [CaptureChanges(ReplicaIdentityKey = …)]",
            _ => $"{alter} DEFAULT; (with {Columns(key)} as the primary key) or {alter} FULL;",
        };
    }

    private static async Task<IReadOnlyList<Identity>> ReadAsync(NpgsqlConnection connection, uint table, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            WITH identity AS (
                SELECT class.oid, index.indexrelid, index.indkey::int2[] AS keys, index.indnkeyatts AS count
                FROM pg_class AS class LEFT JOIN pg_index AS index
                  ON index.indrelid = class.oid
                 AND CASE class.relreplident WHEN 'd' THEN index.indisprimary WHEN 'i' THEN index.indisreplident ELSE false END
                WHERE class.oid = $1 OR class.oid IN (SELECT relid FROM pg_partition_tree($1) WHERE isleaf)
            )
            SELECT format('%I.%I', schema.nspname, class.relname), class.relreplident,
                   (SELECT relname::text FROM pg_class WHERE oid = identity.indexrelid),
                   ARRAY(
                       SELECT attribute.attname::text
                       FROM unnest(identity.keys[0:identity.count - 1]) WITH ORDINALITY AS key (number, place)
                       JOIN pg_attribute AS attribute ON attribute.attrelid = class.oid AND attribute.attnum = key.number
                       ORDER BY key.place),
                   (SELECT part.relname::text
                    FROM identity AS root, pg_partition_tree(root.indexrelid) AS tree
                    JOIN pg_index AS index ON index.indexrelid = tree.relid JOIN pg_class AS part ON part.oid = tree.relid
                    WHERE root.oid = $1 AND index.indrelid = class.oid)
            FROM identity
            JOIN pg_class AS class ON class.oid = identity.oid
            JOIN pg_namespace AS schema ON schema.oid = class.relnamespace
            WHERE class.oid = $1 OR class.relkind = 'r'
            ORDER BY class.oid <> $1, 1
            """;
        command.Parameters.Add(new NpgsqlParameter { Value = table, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Oid });
        var identities = new List<Identity>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            identities.Add(new Identity(
                reader.GetString(0),
                reader.GetChar(1),
                reader.IsDBNull(2) ? null : reader.GetString(2),
                reader.GetFieldValue<string[]>(3),
                reader.IsDBNull(4) ? null : reader.GetString(4)));
        }

        return identities;
    }

    private static string Columns(IEnumerable<string> names) => $"({string.Join(", ", names.Select(SqlName.Quote))})";

    /// <param name="Table">The table or partition, quoted.</param>
    /// <param name="Kind">As in <c>pg_class.relreplident</c>.</param>
    /// <param name="Index">The index, of the primary key too; <see langword="null"/> where there is none.</param>
    /// <param name="Key">The index's columns.</param>
    /// <param name="Counterpart">The partition's own part of the index that is the table's identity.</param>
    private sealed record Identity(string Table, char Kind, string? Index, IReadOnlyList<string> Key, string? Counterpart)
    {
        public string Spoken => (Kind, Index) switch
        {
            ('f', _) => "the whole row",
            ('n', _) => "nothing",
            ('d', null) => "the primary key, which it does not have",
            ('d', _) => $"the primary key {Columns(Key)}",
            (_, null) => "an index that was dropped",
            (_, { } index) => $"the index {SqlName.Quote(index)} {Columns(Key)}",
        };

        public bool Covers(IReadOnlyList<string> key) => Kind == 'f' || (Kind != 'n' && (Kind != 'i' || Index is not null) && key.All(Key.Contains));
    }
}
