using NpgsqlTypes;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>path_send: whether it is closed, and the points; path_out: <c>((x,y),...)</c>, or <c>[(x,y),...]</c> where it is open.</summary>
internal sealed class PathField() : BuiltInField<NpgsqlPath>("path", PgTypeOids.Path)
{
    private const string Spoken = "a path";

    public override NpgsqlPath Read(in Field field) => field.IsText ? ReadText(field) : ReadBinary(field);

    private static NpgsqlPath ReadText(in Field field)
    {
        var text = new GeometryText(field, Spoken);
        var isOpen = text.TrySkip('[');
        if (!isOpen)
        {
            text.Skip('(');
        }

        var points = text.Points();
        text.Skip(isOpen ? ']' : ')');
        text.End();
        return new NpgsqlPath(points, isOpen);
    }

    private static NpgsqlPath ReadBinary(in Field field)
    {
        var bytes = new BinaryCursor(field, Spoken);
        var closed = bytes.Byte();
        if (closed > 1)
        {
            field.Fail("the byte that closes its path is neither 0 nor 1");
        }

        var points = GeometryBytes.Points(ref bytes);
        bytes.End();
        return new NpgsqlPath(points, open: closed == 0);
    }
}
