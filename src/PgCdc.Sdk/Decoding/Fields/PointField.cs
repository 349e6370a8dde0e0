using NpgsqlTypes;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>point_send: x, y; point_out: <c>(x,y)</c>.</summary>
internal sealed class PointField() : BuiltInField<NpgsqlPoint>("point", PgTypeOids.Point)
{
    private const string Spoken = "a point";

    public override NpgsqlPoint Read(in Field field) => field.IsText ? ReadText(field) : ReadBinary(field);

    private static NpgsqlPoint ReadText(in Field field)
    {
        var text = new GeometryText(field, Spoken);
        var point = text.Point();
        text.End();
        return point;
    }

    private static NpgsqlPoint ReadBinary(in Field field)
    {
        var bytes = new BinaryCursor(field, Spoken);
        var point = GeometryBytes.Point(ref bytes);
        bytes.End();
        return point;
    }
}
