using System.Collections;
using System.Globalization;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PgCdc.Sdk.Decoding;

namespace PgCdc.Sdk.IntegrationTests.Decoding;

/// <summary>A decoder, and how Npgsql reads the same.</summary>
/// <param name="Decoder">What the generator would choose.</param>
/// <param name="ReadWithNpgsql">Npgsql's reading of the first column.</param>
internal sealed record Comparison(FieldDecoder Decoder, Func<NpgsqlDataReader, object> ReadWithNpgsql)
{
    public static Comparison Of<T>(FieldDecoder<T> decoder, Func<NpgsqlDataReader, T>? read = null)
        where T : notnull => new(decoder, reader => (read ?? (static r => r.GetFieldValue<T>(0)))(reader));

    /// <summary>The value; <see langword="null"/> where it cannot be read.</summary>
    public static object? Attempt<TException>(Func<object> read)
        where TException : Exception
    {
        try
        {
            return Comparable(read());
        }
        catch (TException)
        {
            return null;
        }
    }

    /// <summary>What equality would overlook, or cannot see: a kind, a scale, a sign of zero, a shape, a document's text.</summary>
    private static object? Comparable(object? value) => value switch
    {
        DateTime moment => (moment, moment.Kind),
        DateTimeOffset moment => (moment, moment.Offset),
        decimal number => string.Create(CultureInfo.InvariantCulture, $"{number}"),
        double number when !double.IsNaN(number) => BitConverter.DoubleToInt64Bits(number),
        JsonDocument document => document.RootElement.GetRawText(),
        JsonElement element => element.GetRawText(),
        byte[] bytes => Convert.ToHexString(bytes),
        // A set of lexemes: Npgsql orders them by culture where it parses, and as they came where it reads.
        NpgsqlTsVector vector => string.Join(' ', vector.Select(static lexeme => lexeme.ToString()).Order(StringComparer.Ordinal)),
        BitArray bits => string.Concat(bits.Cast<bool>().Select(static bit => bit ? '1' : '0')),
        Array { Rank: > 1 } array => (string.Join('x', Enumerable.Range(0, array.Rank).Select(array.GetLength)), Elements(array)),
        IList list => Elements(list),
        _ => value,
    };

    private static string Elements(IEnumerable elements) =>
        string.Join(", ", elements.Cast<object?>().Select(static element => Comparable(element) ?? "null"));
}
