using System.Globalization;
using PgCdc.Sdk.CatchUp;
using PgCdc.Sdk.Decoding;
using PgCdc.Sdk.FuzzHost.Recording;
using PgCdc.Sdk.PgOutput;
using PgCdc.Sdk.PgOutput.Messages;

namespace PgCdc.Sdk.FuzzHost.Feeding;

/// <summary>
/// The properties of a table's entity: each column with each decoder that reads all that was recorded of it, so that what fails later fails by
/// the damage alone.
/// </summary>
internal sealed class ReadableFields
{
    private readonly Dictionary<string, List<FieldDecoder>> _decoders = [];

    public static IReadOnlyList<FieldProperty> Of(IEnumerable<RecordedStream> streams)
    {
        var readable = new ReadableFields();
        foreach (var stream in streams)
        {
            if (stream.Door == RecordedDoor.Log)
            {
                readable.SeeLog(stream);
            }
            else
            {
                readable.SeeMessages(stream);
            }
        }

        return
        [
            new FieldProperty("Id", typeof(long), FieldDecoders.Int64) { Column = "id", IsKey = true },
            .. readable._decoders.SelectMany(static column => column.Value.Select((decoder, index) => new FieldProperty(
                string.Create(CultureInfo.InvariantCulture, $"{column.Key}_{index}"), decoder.Type, decoder) { Column = column.Key, IsNullable = true })),
        ];
    }

    private void SeeMessages(RecordedStream stream)
    {
        var (old, @new) = (new TupleFields(), new TupleFields());
        var types = StreamFeed.TypesOf(stream);
        IReadOnlyList<RelationColumn> columns = [];
        foreach (var message in stream.Frames.Select(static frame => frame.Payload))
        {
            switch (PgOutputParser.KindOf(message))
            {
                case MessageKind.Relation:
                    columns = PgOutputParser.ParseRelation(message).Columns;
                    break;
                case MessageKind.Insert or MessageKind.Update or MessageKind.Delete:
                    _ = PgOutputParser.ParseRow(message, old, @new);
                    See(columns, types, message, old);
                    See(columns, types, message, @new);
                    break;
            }
        }
    }

    private void SeeLog(RecordedStream stream)
    {
        var values = new FieldSlice[stream.LogColumns.Count];
        foreach (var record in stream.Frames.Where(static frame => frame.Operation != 'T').Select(static frame => frame.Payload))
        {
            RecordFormat.Read(record, stream.LogColumns, values);
            for (var index = 0; index < values.Length; index++)
            {
                See(stream.LogColumns[index].Name, stream.LogColumns[index].TypeOid, record, values[index]);
            }
        }
    }

    private void See(IReadOnlyList<RelationColumn> columns, IReadOnlyDictionary<string, uint> types, byte[] message, TupleFields tuple)
    {
        for (var index = 0; index < tuple.Count; index++)
        {
            See(columns[index].Name, types[columns[index].Name], message, tuple[index]);
        }
    }

    private void See(string column, uint typeOid, byte[] message, FieldSlice slice)
    {
        // A column that is added on the way is in no earlier description: an entity could not have it.
        if (column is "id" or "added")
        {
            return;
        }

        if (!_decoders.TryGetValue(column, out var decoders))
        {
            _decoders.Add(column, decoders = [.. Decoders.All]);
        }

        decoders.RemoveAll(decoder => !decoder.Accepts(typeOid));
        if (slice.Kind is FieldKind.Text or FieldKind.Binary)
        {
            decoders.RemoveAll(decoder => !Reads(decoder, column, typeOid, message, slice));
        }
    }

    private static bool Reads(FieldDecoder decoder, string column, uint typeOid, byte[] message, FieldSlice slice)
    {
        try
        {
            _ = decoder.ReadObject(new Field(
                message.AsSpan(slice.Offset, slice.Length), slice.Kind == FieldKind.Text, typeOid, new FieldSource("public.samples", column, typeOid, "AnyRow")));
            return true;
        }
        catch (DecodeException)
        {
            return false;
        }
    }
}
