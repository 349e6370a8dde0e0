using NpgsqlTypes;
using PgCdc.Sdk.Decoding;

namespace PgCdc.Sdk.IntegrationTests.Decoding;

#pragma warning disable CS0618 // NpgsqlCidr is still mapped.

/// <summary>Our decoder and Npgsql's reading of every type, by the property's type.</summary>
internal static class Comparisons
{
    public static IReadOnlyDictionary<string, Comparison> All { get; } = new Dictionary<string, Comparison>
    {
        ["bool"] = Comparison.Of(FieldDecoders.Boolean),
        ["byte"] = Comparison.Of(FieldDecoders.Byte),
        ["sbyte"] = Comparison.Of(FieldDecoders.SByte),
        ["short"] = Comparison.Of(FieldDecoders.Int16),
        ["int"] = Comparison.Of(FieldDecoders.Int32),
        ["long"] = Comparison.Of(FieldDecoders.Int64),
        ["uint"] = Comparison.Of(FieldDecoders.UInt32),
        ["ulong"] = Comparison.Of(FieldDecoders.UInt64),
        ["ulong of numeric"] = Comparison.Of(FieldDecoders.UInt64, reader => (ulong)reader.GetDecimal(0)),
        ["float"] = Comparison.Of(FieldDecoders.Single),
        ["double"] = Comparison.Of(FieldDecoders.Double),
        ["double of real"] = Comparison.Of(FieldDecoders.Double, reader => reader.GetFloat(0)),
        ["decimal"] = Comparison.Of(FieldDecoders.Decimal),
        ["string"] = Comparison.Of(FieldDecoders.String),
        ["char"] = Comparison.Of(FieldDecoders.Char),
        ["Guid"] = Comparison.Of(FieldDecoders.Guid),
        ["byte[]"] = Comparison.Of(FieldDecoders.Bytes),
        ["DateTime"] = Comparison.Of(FieldDecoders.DateTime),
        ["DateTimeOffset"] = Comparison.Of(FieldDecoders.DateTimeOffset),
        ["DateOnly"] = Comparison.Of(FieldDecoders.DateOnly),
        ["TimeOnly"] = Comparison.Of(FieldDecoders.TimeOnly),
        ["TimeSpan"] = Comparison.Of(FieldDecoders.TimeSpan),
        ["JsonDocument"] = Comparison.Of(FieldDecoders.JsonDocument),
        ["int[]"] = Comparison.Of(FieldDecoders.ArrayOf(FieldDecoders.Int32)),
        ["int?[]"] = Comparison.Of(FieldDecoders.ArrayOfNullable(FieldDecoders.Int32)),
        ["string[]"] = Comparison.Of(FieldDecoders.ArrayOf(FieldDecoders.String)),
        ["string?[]"] = Comparison.Of(FieldDecoders.ArrayOfNullableReference(FieldDecoders.String)),
        ["decimal[]"] = Comparison.Of(FieldDecoders.ArrayOf(FieldDecoders.Decimal)),
        ["DateTime[]"] = Comparison.Of(FieldDecoders.ArrayOf(FieldDecoders.DateTime)),
        ["byte[][]"] = Comparison.Of(FieldDecoders.ArrayOf(FieldDecoders.Bytes)),
        ["List<Guid>"] = Comparison.Of(FieldDecoders.ListOf(FieldDecoders.Guid)),
        ["List<TimeSpan?>"] = Comparison.Of(FieldDecoders.ListOfNullable(FieldDecoders.TimeSpan)),
        ["List<bool>"] = Comparison.Of(FieldDecoders.ListOf(FieldDecoders.Boolean)),
        ["double of numeric"] = Comparison.Of(FieldDecoders.Double, reader => reader.GetDouble(0)),
        ["float of numeric"] = Comparison.Of(FieldDecoders.Single, reader => (float)reader.GetDouble(0)),
        ["Lsn"] = Comparison.Of(FieldDecoders.Lsn, reader => new Lsn((ulong)reader.GetFieldValue<NpgsqlLogSequenceNumber>(0))),
        ["NpgsqlLogSequenceNumber"] = Comparison.Of(FieldDecoders.LogSequenceNumber),
        ["BigInteger"] = Comparison.Of(FieldDecoders.BigInteger),
        ["money"] = Comparison.Of(FieldDecoders.Decimal),
        ["string of \"char\""] = Comparison.Of(FieldDecoders.String, reader => reader.GetChar(0).ToString()),
        ["DateTimeOffset of timetz"] = Comparison.Of(FieldDecoders.DateTimeOffset),
        ["NpgsqlInterval"] = Comparison.Of(FieldDecoders.Interval),
        ["JsonElement"] = Comparison.Of(FieldDecoders.JsonElement),
        ["BitArray"] = Comparison.Of(FieldDecoders.BitArray),
        ["IPAddress"] = Comparison.Of(FieldDecoders.IPAddress),
        ["NpgsqlInet"] = Comparison.Of(FieldDecoders.Inet),
        ["IPNetwork"] = Comparison.Of(FieldDecoders.IPNetwork),
        ["NpgsqlCidr"] = Comparison.Of(FieldDecoders.Cidr),
        ["PhysicalAddress"] = Comparison.Of(FieldDecoders.PhysicalAddress),
        ["NpgsqlTid"] = Comparison.Of(FieldDecoders.Tid),
    };
}
