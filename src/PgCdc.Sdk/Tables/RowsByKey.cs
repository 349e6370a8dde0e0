using Npgsql;
using NpgsqlTypes;
using PgCdc.Sdk.CatchUp;
using PgCdc.Sdk.Decoding;
using PgCdc.Sdk.PgOutput.Messages;

namespace PgCdc.Sdk.Tables;

/// <summary>Reads columns of rows as they are now, by the rows' keys, beside the stream.</summary>
internal sealed class RowsByKey(NpgsqlDataSource source)
{
    /// <summary>Reads the rows with one query.</summary>
    /// <param name="relation">The table as the stream described it.</param>
    /// <param name="columns">Which of its columns.</param>
    /// <param name="keys">For each row the text of the columns of the replica identity, in their order.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns>
    /// The rows that there still are, by their number in <paramref name="keys"/>. Of a column that is gone or of another type today no value
    /// comes.
    /// </returns>
    public async Task<IReadOnlyDictionary<int, RowValues>> ReadAsync(
        RelationMessage relation, IReadOnlyList<int> columns, IReadOnlyList<string[]> keys, CancellationToken cancellationToken)
    {
        var found = new Dictionary<int, RowValues>();
        await using var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        var today = (await TableColumns.ReadAsync(connection, relation.Schema, relation.Table, cancellationToken).ConfigureAwait(false))
            .ToDictionary(static column => column.Name);
        var keyColumns = relation.Columns.Where(static column => column.IsKey).Select(column => today.GetValueOrDefault(column.Name)).ToList();
        var present = columns
            .Where(column => today.TryGetValue(relation.Columns[column].Name, out var now) && now.TypeOid == relation.Columns[column].TypeOid)
            .ToList();
        if (present.Count == 0 || keyColumns.Contains(null))
        {
            return found;
        }

        var values = present.Select(column => today[relation.Columns[column].Name]).ToList();
        await using var command = new NpgsqlCommand(Query(relation, keyColumns!, values), connection);
        for (var key = 0; key < keyColumns.Count; key++)
        {
            var index = key;
            command.Parameters.Add(new NpgsqlParameter
            {
                Value = keys.Select(texts => texts[index]).ToArray(),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
            });
        }

        var format = values.Select(static column => new LogColumn(column.Name, column.Name, IsKey: false, IsOld: false, column.TypeOid, column.IsText)).ToList();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var record = reader.GetFieldValue<byte[]>(1);
            var slices = new FieldSlice[present.Count];
            RecordFormat.Read(record, format, slices);
            found[(int)(reader.GetInt64(0) - 1)] = new RowValues(present, record, slices);
        }

        return found;
    }

    /// <summary>The keys come as text, which every type reads; the cast to the column's type lets its index serve.</summary>
    private static string Query(RelationMessage relation, IReadOnlyList<TableColumn> keys, IReadOnlyList<TableColumn> values)
    {
        var names = keys.Select(static (_, index) => $"key{index}").ToList();
        var matches = keys.Select((key, index) => $"source.{SqlName.Quote(key.Name)} = wanted.{names[index]}::{key.TypeName}");
        var sent = values.Select(static value => $"source.{SqlName.Quote(value.Name)}{(value.IsText ? "::text" : "")}");
        return $"""
            SELECT wanted.number, record_send(ROW({string.Join(", ", sent)}))
            FROM unnest({string.Join(", ", names.Select(static (_, index) => $"${index + 1}"))}) WITH ORDINALITY AS wanted({string.Join(", ", names)}, number)
            JOIN {SqlName.Quote(relation.Schema, relation.Table)} AS source ON {string.Join(" AND ", matches)}
            """;
    }
}
