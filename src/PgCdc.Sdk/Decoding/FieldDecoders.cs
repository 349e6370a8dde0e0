using System.Collections;
using System.Collections.Immutable;
using System.Net;
using System.Net.NetworkInformation;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NpgsqlTypes;
using PgCdc.Sdk.Decoding.Fields;

namespace PgCdc.Sdk.Decoding;

/// <summary>The decoders of the built-in types.</summary>
public static partial class FieldDecoders
{
    /// <summary>Reads <c>boolean</c> and <c>bit(1)</c>.</summary>
    public static FieldDecoder<bool> Boolean { get; } = new BooleanField();

    /// <summary>Reads integers that fit 8 bits, unsigned, and <c>"char"</c>.</summary>
    public static FieldDecoder<byte> Byte { get; } = new ByteField();

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

    /// <summary>Reads <c>real</c>, and the nearest to a <c>numeric</c>.</summary>
    public static FieldDecoder<float> Single { get; } = new SingleField();

    /// <summary>Reads <c>double precision</c>, <c>real</c>, and the nearest to a <c>numeric</c>.</summary>
    public static FieldDecoder<double> Double { get; } = new DoubleField();

    /// <summary>Reads <c>numeric</c>, <c>money</c> and integers that fit <see cref="decimal"/>; NaN and infinity are a <see cref="DecodeException"/>.</summary>
    public static FieldDecoder<decimal> Decimal { get; } = new DecimalField();

    /// <summary>Reads text, <c>json</c>, <c>jsonb</c>, <c>xml</c>, <c>ltree</c> and the like, and the labels of enums.</summary>
    public static FieldDecoder<string> String { get; } = new StringField();

    /// <summary>Reads text of one character, and <c>"char"</c>.</summary>
    public static FieldDecoder<char> Char { get; } = new CharField();

    /// <summary>Reads <c>uuid</c>.</summary>
    public static FieldDecoder<Guid> Guid { get; } = new GuidField();

    /// <summary>Reads <c>bytea</c>.</summary>
    public static FieldDecoder<byte[]> Bytes { get; } = new BytesField();

    /// <summary>Reads <c>timestamptz</c>, <c>timestamp</c>, <c>date</c>; infinities are <see cref="System.DateTime.MaxValue"/> and <see cref="System.DateTime.MinValue"/>.</summary>
    public static FieldDecoder<DateTime> DateTime { get; } = new DateTimeField();

    /// <summary>Reads <c>timestamptz</c>, with infinities as in <see cref="DateTime"/>, and <c>timetz</c>.</summary>
    public static FieldDecoder<DateTimeOffset> DateTimeOffset { get; } = new DateTimeOffsetField();

    /// <summary>Reads <c>date</c>; infinities are <see cref="System.DateOnly.MaxValue"/> and <see cref="System.DateOnly.MinValue"/>.</summary>
    public static FieldDecoder<DateOnly> DateOnly { get; } = new DateOnlyField();

    /// <summary>Reads <c>time</c>.</summary>
    public static FieldDecoder<TimeOnly> TimeOnly { get; } = new TimeOnlyField();

    /// <summary>Reads <c>interval</c> without months, and <c>time</c>.</summary>
    public static FieldDecoder<TimeSpan> TimeSpan { get; } = new TimeSpanField();

    /// <summary>Reads <c>json</c> and <c>jsonb</c>.</summary>
    public static FieldDecoder<JsonDocument> JsonDocument { get; } = new JsonDocumentField();

    /// <summary>Reads <c>pg_lsn</c>.</summary>
    public static FieldDecoder<Lsn> Lsn { get; } = new LsnField();

    /// <summary>Reads <c>pg_lsn</c> into Npgsql's type.</summary>
    public static FieldDecoder<NpgsqlLogSequenceNumber> LogSequenceNumber { get; } = new LogSequenceNumberField();

    /// <summary>Reads <c>numeric</c> without a fraction to its full range, and integers.</summary>
    public static FieldDecoder<BigInteger> BigInteger { get; } = new BigIntegerField();

    /// <summary>Reads every <c>interval</c>, the infinities included.</summary>
    public static FieldDecoder<NpgsqlInterval> Interval { get; } = new IntervalField();

    /// <summary>Reads <c>json</c> and <c>jsonb</c> into an element that needs no disposal.</summary>
    public static FieldDecoder<JsonElement> JsonElement { get; } = new JsonElementField();

    /// <summary>Reads <c>bit</c> and <c>bit varying</c>.</summary>
    public static FieldDecoder<BitArray> BitArray { get; } = new BitArrayField();

    /// <summary>Reads <c>inet</c> of a single address; one with a netmask is a <see cref="DecodeException"/>.</summary>
    public static FieldDecoder<IPAddress> IPAddress { get; } = new IPAddressField();

    /// <summary>Reads <c>inet</c> and <c>cidr</c> with the netmask.</summary>
    public static FieldDecoder<NpgsqlInet> Inet { get; } = new InetField();

    /// <summary>Reads <c>cidr</c>.</summary>
    public static FieldDecoder<IPNetwork> IPNetwork { get; } = new IPNetworkField();

    /// <summary>Reads <c>macaddr</c> and <c>macaddr8</c>.</summary>
    public static FieldDecoder<PhysicalAddress> PhysicalAddress { get; } = new PhysicalAddressField();

    /// <summary>Reads <c>tid</c>.</summary>
    public static FieldDecoder<NpgsqlTid> Tid { get; } = new TidField();

    /// <summary>Reads <c>tsvector</c>; the lexemes are in Npgsql's order.</summary>
    public static FieldDecoder<NpgsqlTsVector> TsVector { get; } = new TsVectorField();

    /// <summary>Reads <c>tsquery</c>.</summary>
    public static FieldDecoder<NpgsqlTsQuery> TsQuery { get; } = new TsQueryField();

    /// <summary>Reads <c>hstore</c>.</summary>
    public static FieldDecoder<Dictionary<string, string?>> Hstore { get; } = new HstoreField(allowsNulls: true);

    /// <summary>Reads <c>hstore</c> without NULLs.</summary>
    public static FieldDecoder<Dictionary<string, string>> RequiredHstore { get; } = new HstoreField(allowsNulls: false)!;

    /// <summary>Reads <c>hstore</c> into a dictionary that does not change.</summary>
    public static FieldDecoder<ImmutableDictionary<string, string?>> ImmutableHstore { get; } = new ImmutableHstoreField(allowsNulls: true);

    /// <summary>Reads <c>hstore</c> without NULLs into a dictionary that does not change.</summary>
    public static FieldDecoder<ImmutableDictionary<string, string>> RequiredImmutableHstore { get; } = new ImmutableHstoreField(allowsNulls: false)!;

#pragma warning disable CS0618 // Npgsql 10 prefers IPNetwork and still maps this type.
    /// <summary>Reads <c>cidr</c> into Npgsql's older type.</summary>
    public static FieldDecoder<NpgsqlCidr> Cidr { get; } = new CidrField();
#pragma warning restore CS0618

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
    public static ReadOnlySpan<byte> JsonOf(in Field field) => JsonFormat.Of(field);

    /// <summary>
    /// Stands for a decoder that comes with the entity's table at run time: from the EF model, or from <see cref="PgCdcBuilder.DecodeWith"/>.
    /// A start-up check names the property for which none comes.
    /// </summary>
    public static FieldDecoder<T> Mapped<T>()
        where T : notnull => new MappedField<T>();
}
