using PgCdc.Sdk.Decoding;
using PgCdc.Sdk.PgOutput;
using PgCdc.Sdk.PgOutput.Messages;

namespace PgCdc.Sdk.Dispatch;

/// <summary>Reads a tuple by column names, for observers.</summary>
internal static class UntypedRow
{
    public static IReadOnlyList<UntypedField> Read(RelationMessage relation, ReadOnlySpan<byte> message, TupleFields tuple, bool keyOnly)
    {
        var fields = new List<UntypedField>(tuple.Count);
        for (var index = 0; index < tuple.Count && index < relation.Columns.Count; index++)
        {
            var column = relation.Columns[index];
            if (keyOnly && !column.IsKey)
            {
                continue;
            }

            var slice = tuple[index];
            fields.Add(new UntypedField(
                column.Name,
                column.TypeOid,
                slice.Kind != FieldKind.NotSent,
                slice.Kind is FieldKind.Text or FieldKind.Binary ? ReadValue(relation, column, message, slice) : null));
        }

        return fields;
    }

    private static object ReadValue(RelationMessage relation, RelationColumn column, ReadOnlySpan<byte> message, FieldSlice slice)
    {
        var source = new FieldSource(relation.DisplayName, column.Name, column.TypeOid, "an untyped view");
        return UntypedValue.Read(new Field(message.Slice(slice.Offset, slice.Length), slice.Kind == FieldKind.Text, column.TypeOid, source));
    }
}
