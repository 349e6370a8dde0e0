using PgCdc.Sdk.Generators.Tests.Harness;

namespace PgCdc.Sdk.Generators.Tests;

public sealed class TypeTests
{
    [Fact]
    public void Every_scalar() => GeneratorHarness.Verify("""
        using System.Text.Json;

        namespace Shop;

        [CaptureChanges]
        public class Everything
        {
            public Guid Id { get; set; }
            public bool Bool { get; set; }
            public byte Byte { get; set; }
            public sbyte SByte { get; set; }
            public short Short { get; set; }
            public ushort UShort { get; set; }
            public int Int { get; set; }
            public uint UInt { get; set; }
            public long Long { get; set; }
            public ulong ULong { get; set; }
            public float Float { get; set; }
            public double Double { get; set; }
            public decimal Decimal { get; set; }
            public char Char { get; set; }
            public required string String { get; set; }
            public required byte[] Bytes { get; set; }
            public DateTime DateTime { get; set; }
            public DateTimeOffset DateTimeOffset { get; set; }
            public DateOnly DateOnly { get; set; }
            public TimeOnly TimeOnly { get; set; }
            public TimeSpan TimeSpan { get; set; }
            public required JsonDocument Json { get; set; }
        }
        """);

    [Fact]
    public void Every_scalar_or_null() => GeneratorHarness.Verify("""
        using System.Text.Json;

        namespace Shop;

        [CaptureChanges]
        public class Everything
        {
            public Guid Id { get; set; }
            public bool? Bool { get; set; }
            public byte? Byte { get; set; }
            public int? Int { get; set; }
            public decimal? Decimal { get; set; }
            public string? String { get; set; }
            public byte[]? Bytes { get; set; }
            public DateTime? DateTime { get; set; }
            public TimeSpan? TimeSpan { get; set; }
            public JsonDocument? Json { get; set; }
            public DayOfWeek? Day { get; set; }
        #nullable disable
            public string Oblivious { get; set; }
            public string[] ObliviousTexts { get; set; }
        #nullable restore
        }
        """);

    [Fact]
    public void Enums_by_number_name_and_label() => GeneratorHarness.Verify("""
        using NpgsqlTypes;

        namespace Shop;

        public enum OrderState : short
        {
            New,
            InTransit,
            [PgName("gone")] Delivered,
            Returned = 10,
            SentBack = Returned,
        }

        [CaptureChanges]
        public class Order
        {
            public enum Kind : ulong { Retail, B2B }

            public long Id { get; set; }
            public OrderState State { get; set; }
            public OrderState? Next { get; set; }
            public Kind OrderKind { get; set; }
            public OrderState[] History { get; set; } = [];
            public List<Kind?> Kinds { get; set; } = [];
        }
        """);

    [Fact]
    public void Arrays_and_lists() => GeneratorHarness.Verify("""
        namespace Shop;

        [CaptureChanges]
        public class Measurement
        {
            public long Id { get; set; }
            public int[] Ints { get; set; } = [];
            public int?[] IntsOrNulls { get; set; } = [];
            public string[] Texts { get; set; } = [];
            public string?[]? TextsOrNulls { get; set; }
            public byte[][] Blobs { get; set; } = [];
            public byte[]?[] BlobsOrNulls { get; set; } = [];
            public List<Guid> Guids { get; set; } = [];
            public List<decimal?>? Decimals { get; set; }
            public IList<string?> Names { get; set; } = [];
            public ICollection<DateOnly> Days { get; set; } = [];
            public IReadOnlyList<bool> Flags { get; set; } = [];
            public IEnumerable<long> Numbers { get; set; } = [];
            public IReadOnlyCollection<double> Values { get; init; } = [];
        }
        """);

    [Fact]
    public void What_only_the_model_knows_how_to_read() => GeneratorHarness.Verify("""
        using System.ComponentModel.DataAnnotations.Schema;
        using Microsoft.EntityFrameworkCore;

        namespace Shop;

        public readonly record struct OrderId(Guid Value);

        public sealed record CustomerId(long Value);

        [ComplexType]
        public record Address(string Street, string? City);

        [Owned]
        public class Money
        {
            public int Id { get; set; }
            public decimal Amount { get; set; }
        }

        public class Settings
        {
            public int Id { get; set; }
        }

        public class Line
        {
            public string? Article { get; set; }
        }

        [CaptureChanges]
        public class Order
        {
            public OrderId Id { get; set; }
            public OrderId? Replaces { get; set; }
            public required CustomerId Buyer { get; init; }
            public Uri? Site { get; set; }
            public required Address Address { get; set; }
            public Money? Total { get; private set; }
            [Column(TypeName = "jsonb")] public Settings? Settings { get; set; }
            public IList<Line> Lines { get; set; } = [];
            public HashSet<string> Tags { get; set; } = [];
            public IReadOnlyList<OrderId> Merged { get; set; } = [];
        }
        """);

    [Fact]
    public void Decoders_that_a_property_names() => GeneratorHarness.Verify("""
        using PgCdc.Sdk.Decoding;

        namespace Shop;

        public readonly record struct Color(byte Red, byte Green, byte Blue);

        public sealed class ColorDecoder : FieldDecoder<Color>
        {
            public override string Reads => "text";
            public override bool Accepts(uint typeOid) => true;
            public override Color Read(in Field field) => default;
        }

        public sealed class WordsDecoder : FieldDecoder<string[]>
        {
            public override string Reads => "text";
            public override bool Accepts(uint typeOid) => true;
            public override string[] Read(in Field field) => [];
        }

        [CaptureChanges]
        public class Shirt
        {
            public long Id { get; set; }
            [DecodeWith(typeof(ColorDecoder))] public Color Color { get; set; }
            [DecodeWith(typeof(ColorDecoder))] public Color? Lining { get; set; }
            [DecodeWith(typeof(WordsDecoder))] public IReadOnlyList<string> Words { get; set; } = [];
            [DecodeWith(typeof(WordsDecoder))] public object? Anything { get; set; }
        }
        """);

    [Fact]
    public void Types_of_the_framework_and_of_Npgsql() => GeneratorHarness.Verify("""
        using System.Collections;
        using System.Net;
        using System.Net.NetworkInformation;
        using System.Numerics;
        using System.Text.Json;
        using NpgsqlTypes;

        namespace Shop;

        [CaptureChanges]
        public class Probe
        {
            public Guid Id { get; set; }
            public BigInteger Big { get; set; }
            public BigInteger? BigOrNull { get; set; }
            public JsonElement Json { get; set; }
            public required BitArray Bits { get; set; }
            public BitArray? BitsOrNull { get; set; }
            public required IPAddress Address { get; set; }
            public IPNetwork Network { get; set; }
            public PhysicalAddress? Hardware { get; set; }
            public Lsn Position { get; set; }
            public NpgsqlLogSequenceNumber LogSequenceNumber { get; set; }
            public NpgsqlInterval Interval { get; set; }
            public NpgsqlInet Inet { get; set; }
            public NpgsqlTid Tid { get; set; }
            public IPAddress[] Addresses { get; set; } = [];
            public List<NpgsqlInterval?> Intervals { get; set; } = [];
        #pragma warning disable CS0618
            public NpgsqlCidr Cidr { get; set; }
        #pragma warning restore CS0618
        }
        """);

    [Fact]
    public void Ranges_dimensions_and_dictionaries() => GeneratorHarness.Verify("""
        using System.Collections.Immutable;
        using NpgsqlTypes;

        namespace Shop;

        [CaptureChanges]
        public class Booking
        {
            public Guid Id { get; set; }
            public NpgsqlRange<int> Numbers { get; set; }
            public NpgsqlRange<DateTime>? When { get; set; }
            public NpgsqlRange<DateOnly>[] Days { get; set; } = [];
            public List<NpgsqlRange<decimal>?> Prices { get; set; } = [];
            public int[,] Grid { get; set; } = new int[0, 0];
            public double?[,,]? Cube { get; set; }
            public string?[,] Names { get; set; } = new string[0, 0];
            public byte[,][] Hashes { get; set; } = new byte[0, 0][];
            public NpgsqlPoint Place { get; set; }
            public NpgsqlPath? Way { get; set; }
            public NpgsqlTsVector? Words { get; set; }
            public required NpgsqlTsQuery Query { get; set; }
            public Dictionary<string, string?> Tags { get; set; } = [];
            public Dictionary<string, string>? Labels { get; set; }
            public ImmutableDictionary<string, string?> Fixed { get; set; } = ImmutableDictionary<string, string?>.Empty;
            public ImmutableDictionary<string, string> Constant { get; set; } = ImmutableDictionary<string, string>.Empty;
        }
        """);
}
