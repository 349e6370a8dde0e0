using System.Buffers.Binary;
using PgCdc.Sdk.Decoding;
using PgCdc.Sdk.FuzzHost.Recording;
using PgCdc.Sdk.PgOutput;

namespace PgCdc.Sdk.FuzzHost.Damaging;

/// <summary>Where the lengths of values stand in a frame that is still well-formed.</summary>
internal static class ValuePlaces
{
    public static List<int> In(RecordedFrame frame) =>
        frame.Operation != '\0' ? InRecord(frame.Payload)
        : frame.Payload is [(byte)'I' or (byte)'U' or (byte)'D', ..] ? InRow(frame.Payload)
        : [];

    private static List<int> InRow(byte[] message)
    {
        var (old, @new) = (new TupleFields(), new TupleFields());
        try
        {
            _ = PgOutputParser.ParseRow(message, old, @new);
        }
        catch (ProtocolException)
        {
            return [];
        }

        return [.. old.Fields.ToArray().Concat(@new.Fields.ToArray()).Where(static field => field.Kind > FieldKind.Null).Select(static field => field.Offset - sizeof(int))];
    }

    /// <summary>record_send: a count, then of each column its type, its length and its bytes.</summary>
    private static List<int> InRecord(byte[] record)
    {
        var places = new List<int>();
        for (var at = 2 * sizeof(int); at + sizeof(int) <= record.Length; at += 2 * sizeof(int))
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(record.AsSpan(at));
            if (length > record.Length - at - sizeof(int))
            {
                return [];
            }

            if (length >= 0)
            {
                places.Add(at);
                at += length;
            }
        }

        return places;
    }
}
