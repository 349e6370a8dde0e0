using NpgsqlTypes;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>line_send: A, B, C of <c>Ax + By + C = 0</c>; line_out: <c>{A,B,C}</c>.</summary>
internal sealed class LineField() : BuiltInField<NpgsqlLine>("line", PgTypeOids.Line)
{
    private const string Spoken = "a line";

    public override NpgsqlLine Read(in Field field) => field.IsText ? ReadText(field) : ReadBinary(field);

    private static NpgsqlLine ReadText(in Field field)
    {
        var text = new GeometryText(field, Spoken);
        text.Skip('{');
        var a = text.Number();
        text.Skip(',');
        var b = text.Number();
        text.Skip(',');
        var line = new NpgsqlLine(a, b, text.Number());
        text.Skip('}');
        text.End();
        return line;
    }

    private static NpgsqlLine ReadBinary(in Field field)
    {
        var bytes = new BinaryCursor(field, Spoken);
        var line = new NpgsqlLine(bytes.Double(), bytes.Double(), bytes.Double());
        bytes.End();
        return line;
    }
}
