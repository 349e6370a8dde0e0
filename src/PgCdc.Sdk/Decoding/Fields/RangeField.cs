using NpgsqlTypes;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>
/// Reads a range. range_send (rangetypes.c): a byte of flags, then for each bound that is there int32 length and its bytes; range_out:
/// <c>[lower,upper)</c>, a bound in quotes where it needs them, or <c>empty</c>.
/// </summary>
internal sealed class RangeField<T>(FieldDecoder<T> bound) : FieldDecoder<NpgsqlRange<T>>, IRangeField
    where T : notnull
{
    private const byte Empty = 0x01;
    private const byte LowerInclusive = 0x02;
    private const byte UpperInclusive = 0x04;
    private const byte LowerInfinite = 0x08;
    private const byte UpperInfinite = 0x10;
    private const byte Known = Empty | LowerInclusive | UpperInclusive | LowerInfinite | UpperInfinite;

    public override string Reads => $"a range of {bound.Reads}";

    public override bool Accepts(uint typeOid) => PgTypeOids.BoundOf(typeOid) is not 0 and var boundOid && bound.Accepts(boundOid);

    internal override bool AcceptsKind(TypeKind kind) => kind == TypeKind.Range;

    public override NpgsqlRange<T> Read(in Field field)
    {
        var boundOid = PgTypeOids.BoundOf(field.TypeOid);
        if (boundOid == 0)
        {
            FieldFaults.FailType(field, Reads);
        }

        return field.IsText ? ReadText(field, boundOid) : ReadBinary(field, boundOid);
    }

    private NpgsqlRange<T> ReadBinary(in Field field, uint boundOid)
    {
        var cursor = new BinaryCursor(field, "a range");
        var flags = cursor.Byte();
        if ((flags & ~Known) != 0)
        {
            field.Fail("the flags of its range are none");
        }

        if ((flags & Empty) != 0)
        {
            cursor.End();
            return NpgsqlRange<T>.Empty;
        }

        var lower = ReadBound(field, boundOid, ref cursor, (flags & LowerInfinite) != 0);
        var upper = ReadBound(field, boundOid, ref cursor, (flags & UpperInfinite) != 0);
        cursor.End();
        return Make(
            field,
            lower,
            (flags & LowerInclusive) != 0,
            (flags & LowerInfinite) != 0,
            upper,
            (flags & UpperInclusive) != 0,
            (flags & UpperInfinite) != 0);
    }

    private T? ReadBound(in Field field, uint boundOid, ref BinaryCursor cursor, bool isInfinite) =>
        isInfinite ? default : bound.Read(field.Part(cursor.Take(cursor.Int32()), boundOid));

    private NpgsqlRange<T> ReadText(in Field field, uint boundOid)
    {
        if (field.Bytes.SequenceEqual("empty"u8))
        {
            return NpgsqlRange<T>.Empty;
        }

        var text = new RangeText(field);
        var isLowerInclusive = text.Open();
        var hasLower = text.TryBound(out var lowerText);
        var lower = hasLower ? bound.Read(field.Part(lowerText, boundOid)) : default;
        text.Comma();
        var hasUpper = text.TryBound(out var upperText);
        var upper = hasUpper ? bound.Read(field.Part(upperText, boundOid)) : default;
        return Make(field, lower, isLowerInclusive, !hasLower, upper, text.Close(), !hasUpper);
    }

    /// <summary>Npgsql's range turns what looks empty into the empty range; the server sends no such thing, and a value must not change.</summary>
    private static NpgsqlRange<T> Make(
        in Field field, T? lower, bool isLowerInclusive, bool isLowerInfinite, T? upper, bool isUpperInclusive, bool isUpperInfinite)
    {
        var range = new NpgsqlRange<T>(lower, isLowerInclusive, isLowerInfinite, upper, isUpperInclusive, isUpperInfinite);
        if (range.IsEmpty)
        {
            field.Fail("its range's bounds are not in order");
        }

        return range;
    }
}
