using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PgCdc.Sdk.Decoding.Fields;

namespace PgCdc.Sdk.Decoding;

/// <summary>The decoders of the built-in types.</summary>
public static class FieldDecoders
{
    /// <summary>Reads <c>boolean</c>.</summary>
    public static FieldDecoder<bool> Boolean { get; } = new BooleanField();

    /// <summary>Reads integers that fit 8 bits, unsigned.</summary>
    public static FieldDecoder<byte> Byte { get; } = new IntegerField<byte>();

    /// <summary>Reads integers that fit 8 bits.</summary>
    public static FieldDecoder<sbyte> SByte { get; } = new IntegerField<sbyte>();

    /// <summary>Reads integers that fit 16 bits.</summary>
    public static FieldDecoder<short> Int16 { get; } = new IntegerField<short>();

    /// <summary>Reads integers that fit 16 bits, unsigned.</summary>
    public static FieldDecoder<ushort> UInt16 { get; } = new IntegerField<ushort>();

    /// <summary>Reads integers that fit 32 bits.</summary>
    public static FieldDecoder<int> Int32 { get; } = new IntegerField<int>();

    /// <summary>Reads integers that fit 32 bits, unsigned.</summary>
    public static FieldDecoder<uint> UInt32 { get; } = new IntegerField<uint>();

    /// <summary>Reads integers that fit 64 bits.</summary>
    public static FieldDecoder<long> Int64 { get; } = new IntegerField<long>();

    /// <summary>Reads integers and scale-less numerics that fit 64 bits, unsigned.</summary>
    public static FieldDecoder<ulong> UInt64 { get; } = new UInt64Field();

    /// <summary>Reads <c>real</c>.</summary>
    public static FieldDecoder<float> Single { get; } = new SingleField();

    /// <summary>Reads <c>double precision</c> and <c>real</c>.</summary>
    public static FieldDecoder<double> Double { get; } = new DoubleField();

    /// <summary>Reads <c>numeric</c> and integers that fit <see cref="decimal"/>; NaN and infinity are a <see cref="DecodeException"/>.</summary>
    public static FieldDecoder<decimal> Decimal { get; } = new DecimalField();

    /// <summary>Reads text, <c>json</c>, <c>jsonb</c>, and the labels of enums.</summary>
    public static FieldDecoder<string> String { get; } = new StringField();

    /// <summary>Reads text of one character.</summary>
    public static FieldDecoder<char> Char { get; } = new CharField();

    /// <summary>Reads <c>uuid</c>.</summary>
    public static FieldDecoder<Guid> Guid { get; } = new GuidField();

    /// <summary>Reads <c>bytea</c>.</summary>
    public static FieldDecoder<byte[]> Bytes { get; } = new BytesField();

    /// <summary>Reads <c>timestamptz</c>, <c>timestamp</c>, <c>date</c>; infinities are <see cref="System.DateTime.MaxValue"/> and <see cref="System.DateTime.MinValue"/>.</summary>
    public static FieldDecoder<DateTime> DateTime { get; } = new DateTimeField();

    /// <summary>Reads <c>timestamptz</c>; infinities as in <see cref="DateTime"/>.</summary>
    public static FieldDecoder<DateTimeOffset> DateTimeOffset { get; } = new DateTimeOffsetField();

    /// <summary>Reads <c>date</c>; infinities are <see cref="System.DateOnly.MaxValue"/> and <see cref="System.DateOnly.MinValue"/>.</summary>
    public static FieldDecoder<DateOnly> DateOnly { get; } = new DateOnlyField();

    /// <summary>Reads <c>time</c>.</summary>
    public static FieldDecoder<TimeOnly> TimeOnly { get; } = new TimeOnlyField();

    /// <summary>Reads <c>interval</c> without months, and <c>time</c>.</summary>
    public static FieldDecoder<TimeSpan> TimeSpan { get; } = new TimeSpanField();

    /// <summary>Reads <c>json</c> and <c>jsonb</c>.</summary>
    public static FieldDecoder<JsonDocument> JsonDocument { get; } = new JsonDocumentField();

    /// <summary>Reads an enum from its number, its member's name or its PostgreSQL label.</summary>
    public static FieldDecoder<T> Enum<T>(Func<long, T> fromNumber, EnumLabelReader<T> fromLabel)
        where T : struct, Enum => new EnumField<T>(fromNumber, fromLabel);

    /// <summary>Reads <c>json</c> and <c>jsonb</c> into a class through System.Text.Json.</summary>
    /// <param name="type">How the class is read: from a source-generated context, or <c>options.GetTypeInfo(typeof(T))</c>.</param>
    public static FieldDecoder<T> Json<T>(JsonTypeInfo<T> type)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(type);
        return new JsonField<T>(type);
    }

    /// <summary>The JSON text of a <c>json</c> or <c>jsonb</c> value, for decoders that parse it themselves.</summary>
    public static ReadOnlySpan<byte> JsonOf(in Field field) =>
        // No JSON text begins with 1 as a byte, so of a domain too the version tells jsonb.
        !field.IsText
        && (field.TypeOid == PgTypeOids.Jsonb
            || (PgTypeOids.IsDynamic(field.TypeOid) && field.Bytes.Length > 0 && field.Bytes[0] == 1))
            ? Utf8Text.AfterVersion(field)
            : field.Bytes;

    /// <summary>
    /// Stands for a decoder that comes with the entity's table at run time: from the EF model, or from <see cref="PgCdcBuilder.DecodeWith"/>.
    /// A start-up check names the property for which none comes.
    /// </summary>
    public static FieldDecoder<T> Mapped<T>()
        where T : notnull => new MappedField<T>();

    /// <summary>Reads a one-dimensional array without NULLs.</summary>
    public static FieldDecoder<T[]> ArrayOf<T>(FieldDecoder<T> element)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(element);
        return new ArrayField<T, T>(new RequiredSlot<T>(element));
    }

    /// <summary>Reads a one-dimensional array of values, with NULLs.</summary>
    public static FieldDecoder<T?[]> ArrayOfNullable<T>(FieldDecoder<T> element)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(element);
        return new ArrayField<T, T?>(new NullableValueSlot<T>(element));
    }

    /// <summary>Reads a one-dimensional array of references, with NULLs.</summary>
    public static FieldDecoder<T?[]> ArrayOfNullableReference<T>(FieldDecoder<T> element)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(element);
        return new ArrayField<T, T?>(new NullableReferenceSlot<T>(element));
    }

    /// <summary>Reads a one-dimensional array without NULLs into a list.</summary>
    public static FieldDecoder<List<T>> ListOf<T>(FieldDecoder<T> element)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(element);
        return new ListField<T, T>(new RequiredSlot<T>(element));
    }

    /// <summary>Reads a one-dimensional array of values, with NULLs, into a list.</summary>
    public static FieldDecoder<List<T?>> ListOfNullable<T>(FieldDecoder<T> element)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(element);
        return new ListField<T, T?>(new NullableValueSlot<T>(element));
    }

    /// <summary>Reads a one-dimensional array of references, with NULLs, into a list.</summary>
    public static FieldDecoder<List<T?>> ListOfNullableReference<T>(FieldDecoder<T> element)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(element);
        return new ListField<T, T?>(new NullableReferenceSlot<T>(element));
    }
}
