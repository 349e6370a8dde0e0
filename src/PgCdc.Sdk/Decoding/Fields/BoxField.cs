using NpgsqlTypes;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>box_send: the upper right corner and the lower left; box_out: <c>(x,y),(x,y)</c>.</summary>
internal sealed class BoxField() : BuiltInField<NpgsqlBox>("box", PgTypeOids.Box)
{
    private const string Spoken = "a box";

    public override NpgsqlBox Read(in Field field) => field.IsText ? ReadText(field) : ReadBinary(field);

    private static NpgsqlBox ReadText(in Field field)
    {
        var text = new GeometryText(field, Spoken);
        var upperRight = text.Point();
        text.Skip(',');
        var box = new NpgsqlBox(upperRight, text.Point());
        text.End();
        return box;
    }

    private static NpgsqlBox ReadBinary(in Field field)
    {
        var bytes = new BinaryCursor(field, Spoken);
        var box = new NpgsqlBox(GeometryBytes.Point(ref bytes), GeometryBytes.Point(ref bytes));
        bytes.End();
        return box;
    }
}
