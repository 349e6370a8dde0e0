using PgCdc.Sdk.Decoding;
using PgCdc.Sdk.PgOutput;
using PgCdc.Sdk.PgOutput.Messages;
using PgCdc.Sdk.Tables;

namespace PgCdc.Sdk.Dispatch;

/// <summary>
/// Holds a unit of work's rows back from the first one that lacks an unchanged out-of-line value, in their order, so that one query per
/// table fills them all. What it reads is the row as it is now: it may be newer than the change, and a row that is gone stays as it came.
/// </summary>
internal sealed class RefillQueue(RowsByKey rows)
{
    /// <summary>Bounds the memory; whoever is behind asks once per so many.</summary>
    private const int MostRows = 1_000;

    private const long MostBytes = 8 << 20;

    private readonly List<(BoundRelation Relation, RowChange Change)> _held = [];
    private long _bytes;

    public bool IsEmpty => _held.Count == 0;

    public bool IsFull => _held.Count >= MostRows || _bytes >= MostBytes;

    /// <summary>Whether a value is missing that no old row fills in.</summary>
    public static bool IsIncomplete(in RowChange change)
    {
        if (change.Kind != MessageKind.Update || change.Row.Old == OldTuple.Full)
        {
            return false;
        }

        foreach (var field in change.New.Fields)
        {
            if (field.Kind == FieldKind.NotSent)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes a copy: the row's bytes and slices are valid only until the next one.</summary>
    public void Hold(BoundRelation relation, in RowChange change)
    {
        _held.Add((relation, change with { Message = change.Message.ToArray(), Old = change.Old.Copy(), New = change.New.Copy() }));
        _bytes += change.Message.Length;
    }

    /// <summary>Gives what is held, filled, in the order of the stream.</summary>
    public async ValueTask<IReadOnlyList<(BoundRelation Relation, RowChange Change)>> TakeAsync(CancellationToken cancellationToken)
    {
        (BoundRelation Relation, RowChange Change)[] taken = [.. _held];
        _held.Clear();
        _bytes = 0;
        var incomplete = Enumerable.Range(0, taken.Length).Where(index => IsIncomplete(taken[index].Change));
        foreach (var table in incomplete.GroupBy(index => taken[index].Relation))
        {
            await FillAsync(table.Key.Relation, [.. table], taken, cancellationToken).ConfigureAwait(false);
        }

        return taken;
    }

    private async ValueTask FillAsync(
        RelationMessage relation, IReadOnlyList<int> places, (BoundRelation Relation, RowChange Change)[] taken, CancellationToken cancellationToken)
    {
        var columns = new SortedSet<int>();
        var (asked, keys) = (new List<int>(), new List<string[]>());
        foreach (var place in places)
        {
            if (KeyOf(relation, taken[place].Change) is { } key)
            {
                asked.Add(place);
                keys.Add(key);
                columns.UnionWith(Enumerable.Range(0, relation.Columns.Count).Where(column => taken[place].Change.New[column].Kind == FieldKind.NotSent));
            }
        }

        if (asked.Count == 0)
        {
            return;
        }

        foreach (var (number, values) in await rows.ReadAsync(relation, [.. columns], keys, cancellationToken).ConfigureAwait(false))
        {
            ref var held = ref taken[asked[number]];
            held = (held.Relation, WithValues(held.Change, values));
        }
    }

    /// <summary>The key's texts; <see langword="null"/> where there is none, or it cannot be asked for.</summary>
    private static string[]? KeyOf(RelationMessage relation, in RowChange change)
    {
        var texts = new List<string>();
        for (var column = 0; column < relation.Columns.Count; column++)
        {
            if (!relation.Columns[column].IsKey)
            {
                continue;
            }

            var slice = change.New[column];
            if (slice.Kind is FieldKind.NotSent or FieldKind.Null)
            {
                return null;
            }

            var source = new FieldSource(relation.DisplayName, relation.Columns[column].Name, relation.Columns[column].TypeOid, "its key");
            var field = new Field(
                change.Message.Span.Slice(slice.Offset, slice.Length), slice.Kind == FieldKind.Text, relation.Columns[column].TypeOid, source);
            if (KeyText.Of(field) is not { } text)
            {
                return null;
            }

            texts.Add(text);
        }

        return texts.Count == 0 ? null : [.. texts];
    }

    /// <summary>The values go behind the message: a slice is all that the decoder knows of where they are.</summary>
    private static RowChange WithValues(RowChange change, RowValues values)
    {
        var end = change.Message.Length;
        var message = new byte[end + values.Bytes.Length];
        change.Message.CopyTo(message);
        values.Bytes.CopyTo(message.AsMemory(end));
        var fields = change.New.Reset(change.New.Count);
        var refilled = new HashSet<int>();
        for (var index = 0; index < values.Columns.Count; index++)
        {
            var column = values.Columns[index];
            if (fields[column].Kind == FieldKind.NotSent)
            {
                fields[column] = values.Slices[index] with { Offset = values.Slices[index].Offset + end };
                refilled.Add(column);
            }
        }

        return change with { Message = message, Refilled = refilled };
    }
}
