using System.Buffers.Text;
using System.Text.Unicode;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>Reads an enum as EF can map it: a number, a member's name, or a label of a PostgreSQL enum.</summary>
internal sealed class EnumField<T> : BuiltInField<T>
    where T : struct, Enum
{
    private const int MaxLabel = 256;

    private readonly Func<long, T> _fromNumber;
    private readonly EnumLabelReader<T> _fromLabel;
    private readonly long _min;
    private readonly long _max;

    public EnumField(Func<long, T> fromNumber, EnumLabelReader<T> fromLabel)
        : base(
            "an integer, text or an enum",
            PgTypeOids.Int4,
            PgTypeOids.Int2,
            PgTypeOids.Int8,
            PgTypeOids.Numeric,
            PgTypeOids.Text,
            PgTypeOids.Varchar,
            PgTypeOids.Bpchar,
            PgTypeOids.Name,
            PgTypeOids.Unknown)
    {
        ArgumentNullException.ThrowIfNull(fromNumber);
        ArgumentNullException.ThrowIfNull(fromLabel);
        _fromNumber = fromNumber;
        _fromLabel = fromLabel;
        (_min, _max) = Type.GetTypeCode(typeof(T)) switch
        {
            TypeCode.SByte => (sbyte.MinValue, sbyte.MaxValue),
            TypeCode.Byte => (byte.MinValue, byte.MaxValue),
            TypeCode.Int16 => (short.MinValue, short.MaxValue),
            TypeCode.UInt16 => (ushort.MinValue, ushort.MaxValue),
            TypeCode.Int32 => (int.MinValue, int.MaxValue),
            TypeCode.UInt32 => (uint.MinValue, uint.MaxValue),
            TypeCode.UInt64 => (0, long.MaxValue),
            _ => (long.MinValue, long.MaxValue),
        };
    }

    public override T Read(in Field field) => field.TypeOid switch
    {
        PgTypeOids.Int2 or PgTypeOids.Int4 or PgTypeOids.Int8 => OfNumber(field, IntegerFormat.Read(field)),
        PgTypeOids.Numeric => ReadNumeric(field),
        _ => ReadLabel(field),
    };

    /// <summary>EF maps an enum of ulong to <c>numeric(20,0)</c>.</summary>
    private T ReadNumeric(in Field field)
    {
        if (!NumericFormat.Read(field).TryToUInt64(out var number) || number > long.MaxValue)
        {
            FailNumber(field);
        }

        return OfNumber(field, (long)number);
    }

    private T ReadLabel(in Field field)
    {
        var utf8 = Utf8Text.Of(field);
        if (field.TypeOid == PgTypeOids.Bpchar)
        {
            utf8 = utf8.TrimEnd((byte)' ');
        }

        if (utf8.Length > MaxLabel)
        {
            FailLabel(field);
        }

        Span<char> label = stackalloc char[MaxLabel];
        if (Utf8.ToUtf16(utf8, label, out _, out var length, replaceInvalidSequences: false) != System.Buffers.OperationStatus.Done)
        {
            field.Fail("its text is not valid UTF-8");
        }

        if (_fromLabel(label[..length]) is { } member)
        {
            return member;
        }

        // EF's converter to string writes a number where the value has no name; a PostgreSQL enum's label is only a label.
        if (PgTypeOids.IsDynamic(field.TypeOid) || !Utf8Parser.TryParse(utf8, out long number, out var consumed) || consumed != utf8.Length)
        {
            FailLabel(field);
            return default;
        }

        return OfNumber(field, number);
    }

    private T OfNumber(in Field field, long number)
    {
        if (number < _min || number > _max)
        {
            FailNumber(field);
        }

        return _fromNumber(number);
    }

    private static void FailNumber(in Field field) => field.Fail($"its number does not fit the type behind {typeof(T).Name}");

    private static void FailLabel(in Field field) => field.Fail($"its label is none of {typeof(T).Name}'s");
}
