using NpgsqlTypes;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>tidsend: uint32 block, uint16 offset; tidout: <c>(block,offset)</c> (tid.c).</summary>
internal sealed class TidField() : BuiltInField<NpgsqlTid>("tid", PgTypeOids.Tid)
{
    private const int MaxDigits = 10;

    public override NpgsqlTid Read(in Field field)
    {
        if (!field.IsText)
        {
            var bytes = new BinaryCursor(field, "a tid");
            var tid = new NpgsqlTid(bytes.UInt32(), (ushort)bytes.Int16());
            bytes.End();
            return tid;
        }

        var text = new TextCursor(field.Bytes);
        if (!text.TrySkip((byte)'(')
            || !text.TryNumber(1, MaxDigits, out var block)
            || !text.TrySkip((byte)',')
            || !text.TryNumber(1, MaxDigits, out var offset)
            || !text.TrySkip((byte)')')
            || !text.IsAtEnd
            || block > uint.MaxValue
            || offset > ushort.MaxValue)
        {
            FieldFaults.FailText(field, "a tid");
            return default;
        }

        return new NpgsqlTid((uint)block, (ushort)offset);
    }
}
