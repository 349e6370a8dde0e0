using NpgsqlTypes;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>lseg_send: two points; lseg_out: <c>[(x,y),(x,y)]</c>.</summary>
internal sealed class LineSegmentField() : BuiltInField<NpgsqlLSeg>("lseg", PgTypeOids.Lseg)
{
    private const string Spoken = "a lseg";

    public override NpgsqlLSeg Read(in Field field) => field.IsText ? ReadText(field) : ReadBinary(field);

    private static NpgsqlLSeg ReadText(in Field field)
    {
        var text = new GeometryText(field, Spoken);
        text.Skip('[');
        var start = text.Point();
        text.Skip(',');
        var segment = new NpgsqlLSeg(start, text.Point());
        text.Skip(']');
        text.End();
        return segment;
    }

    private static NpgsqlLSeg ReadBinary(in Field field)
    {
        var bytes = new BinaryCursor(field, Spoken);
        var segment = new NpgsqlLSeg(GeometryBytes.Point(ref bytes), GeometryBytes.Point(ref bytes));
        bytes.End();
        return segment;
    }
}
