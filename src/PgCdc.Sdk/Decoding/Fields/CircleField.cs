using NpgsqlTypes;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>circle_send: centre and radius; circle_out: <c>&lt;(x,y),r&gt;</c>.</summary>
internal sealed class CircleField() : BuiltInField<NpgsqlCircle>("circle", PgTypeOids.Circle)
{
    private const string Spoken = "a circle";

    public override NpgsqlCircle Read(in Field field) => field.IsText ? ReadText(field) : ReadBinary(field);

    private static NpgsqlCircle ReadText(in Field field)
    {
        var text = new GeometryText(field, Spoken);
        text.Skip('<');
        var center = text.Point();
        text.Skip(',');
        var circle = new NpgsqlCircle(center, text.Number());
        text.Skip('>');
        text.End();
        return circle;
    }

    private static NpgsqlCircle ReadBinary(in Field field)
    {
        var bytes = new BinaryCursor(field, Spoken);
        var circle = new NpgsqlCircle(GeometryBytes.Point(ref bytes), bytes.Double());
        bytes.End();
        return circle;
    }
}
