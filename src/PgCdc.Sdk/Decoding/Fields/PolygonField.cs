using NpgsqlTypes;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>poly_send: the points; poly_out: <c>((x,y),...)</c>.</summary>
internal sealed class PolygonField() : BuiltInField<NpgsqlPolygon>("polygon", PgTypeOids.Polygon)
{
    private const string Spoken = "a polygon";

    public override NpgsqlPolygon Read(in Field field) => field.IsText ? ReadText(field) : ReadBinary(field);

    private static NpgsqlPolygon ReadText(in Field field)
    {
        var text = new GeometryText(field, Spoken);
        text.Skip('(');
        var points = text.Points();
        text.Skip(')');
        text.End();
        return new NpgsqlPolygon(points);
    }

    private static NpgsqlPolygon ReadBinary(in Field field)
    {
        var bytes = new BinaryCursor(field, Spoken);
        var points = GeometryBytes.Points(ref bytes);
        bytes.End();
        return new NpgsqlPolygon(points);
    }
}
