using System.Text.Json;

namespace PgCdc.Sdk.Decoding;

/// <summary>The decoders of the built-in types.</summary>
public static class FieldDecoders
{
    /// <summary>Reads <c>boolean</c>.</summary>
    public static FieldDecoder<bool> Boolean => throw new NotImplementedException();

    /// <summary>Reads integers that fit 8 bits, unsigned.</summary>
    public static FieldDecoder<byte> Byte => throw new NotImplementedException();

    /// <summary>Reads integers that fit 8 bits.</summary>
    public static FieldDecoder<sbyte> SByte => throw new NotImplementedException();

    /// <summary>Reads integers that fit 16 bits.</summary>
    public static FieldDecoder<short> Int16 => throw new NotImplementedException();

    /// <summary>Reads integers that fit 16 bits, unsigned.</summary>
    public static FieldDecoder<ushort> UInt16 => throw new NotImplementedException();

    /// <summary>Reads integers that fit 32 bits.</summary>
    public static FieldDecoder<int> Int32 => throw new NotImplementedException();

    /// <summary>Reads integers that fit 32 bits, unsigned.</summary>
    public static FieldDecoder<uint> UInt32 => throw new NotImplementedException();

    /// <summary>Reads integers that fit 64 bits.</summary>
    public static FieldDecoder<long> Int64 => throw new NotImplementedException();

    /// <summary>Reads integers and scale-less numerics that fit 64 bits, unsigned.</summary>
    public static FieldDecoder<ulong> UInt64 => throw new NotImplementedException();

    /// <summary>Reads <c>real</c>.</summary>
    public static FieldDecoder<float> Single => throw new NotImplementedException();

    /// <summary>Reads <c>double precision</c> and <c>real</c>.</summary>
    public static FieldDecoder<double> Double => throw new NotImplementedException();

    /// <summary>Reads <c>numeric</c> and integers that fit <see cref="decimal"/>; NaN and infinity are a <see cref="DecodeException"/>.</summary>
    public static FieldDecoder<decimal> Decimal => throw new NotImplementedException();

    /// <summary>Reads text, <c>json</c>, <c>jsonb</c>, and the labels of enums.</summary>
    public static FieldDecoder<string> String => throw new NotImplementedException();

    /// <summary>Reads text of one character.</summary>
    public static FieldDecoder<char> Char => throw new NotImplementedException();

    /// <summary>Reads <c>uuid</c>.</summary>
    public static FieldDecoder<Guid> Guid => throw new NotImplementedException();

    /// <summary>Reads <c>bytea</c>.</summary>
    public static FieldDecoder<byte[]> Bytes => throw new NotImplementedException();

    /// <summary>Reads <c>timestamptz</c>, <c>timestamp</c>, <c>date</c>; infinities are <see cref="System.DateTime.MaxValue"/> and <see cref="System.DateTime.MinValue"/>.</summary>
    public static FieldDecoder<DateTime> DateTime => throw new NotImplementedException();

    /// <summary>Reads <c>timestamptz</c>; infinities as in <see cref="DateTime"/>.</summary>
    public static FieldDecoder<DateTimeOffset> DateTimeOffset => throw new NotImplementedException();

    /// <summary>Reads <c>date</c>; infinities are <see cref="System.DateOnly.MaxValue"/> and <see cref="System.DateOnly.MinValue"/>.</summary>
    public static FieldDecoder<DateOnly> DateOnly => throw new NotImplementedException();

    /// <summary>Reads <c>time</c>.</summary>
    public static FieldDecoder<TimeOnly> TimeOnly => throw new NotImplementedException();

    /// <summary>Reads <c>interval</c> without months, and <c>time</c>.</summary>
    public static FieldDecoder<TimeSpan> TimeSpan => throw new NotImplementedException();

    /// <summary>Reads <c>json</c> and <c>jsonb</c>.</summary>
    public static FieldDecoder<JsonDocument> JsonDocument => throw new NotImplementedException();

    /// <summary>Reads an enum from its number, its member's name or its PostgreSQL label.</summary>
    public static FieldDecoder<T> Enum<T>(Func<long, T> fromNumber, EnumLabelReader<T> fromLabel)
        where T : struct, Enum => throw new NotImplementedException();

    /// <summary>Reads a one-dimensional array without NULLs.</summary>
    public static FieldDecoder<T[]> ArrayOf<T>(FieldDecoder<T> element)
        where T : notnull => throw new NotImplementedException();

    /// <summary>Reads a one-dimensional array of values, with NULLs.</summary>
    public static FieldDecoder<T?[]> ArrayOfNullable<T>(FieldDecoder<T> element)
        where T : struct => throw new NotImplementedException();

    /// <summary>Reads a one-dimensional array of references, with NULLs.</summary>
    public static FieldDecoder<T?[]> ArrayOfNullableReference<T>(FieldDecoder<T> element)
        where T : class => throw new NotImplementedException();

    /// <summary>Reads a one-dimensional array without NULLs into a list.</summary>
    public static FieldDecoder<List<T>> ListOf<T>(FieldDecoder<T> element)
        where T : notnull => throw new NotImplementedException();

    /// <summary>Reads a one-dimensional array of values, with NULLs, into a list.</summary>
    public static FieldDecoder<List<T?>> ListOfNullable<T>(FieldDecoder<T> element)
        where T : struct => throw new NotImplementedException();

    /// <summary>Reads a one-dimensional array of references, with NULLs, into a list.</summary>
    public static FieldDecoder<List<T?>> ListOfNullableReference<T>(FieldDecoder<T> element)
        where T : class => throw new NotImplementedException();
}
