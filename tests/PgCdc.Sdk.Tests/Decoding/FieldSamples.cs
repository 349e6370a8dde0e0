using System.Text;
using PgCdc.Sdk.Decoding;

namespace PgCdc.Sdk.Tests.Decoding;

/// <summary>Fields made by hand.</summary>
internal static class FieldSamples
{
    /// <summary>The first identifiers that a user's types get.</summary>
    public const uint Dynamic = 16_385;

    private static readonly FieldSource Source = new("public.samples", "value", 0, "Sample.Value");

    public static Field FieldOf(byte[] bytes, uint oid, bool text = false) => new(bytes, text, oid, Source);

    public static T ReadBinary<T>(FieldDecoder<T> decoder, uint oid, string hex)
        where T : notnull => decoder.Read(FieldOf(Bytes(hex), oid));

    public static T ReadText<T>(FieldDecoder<T> decoder, uint oid, string text)
        where T : notnull => decoder.Read(FieldOf(Encoding.UTF8.GetBytes(text), oid, text: true));

    /// <summary>The sentence with which reading fails.</summary>
    public static string FailureOfBinary<T>(FieldDecoder<T> decoder, uint oid, string hex)
        where T : notnull => Assert.Throws<DecodeException>(() => ReadBinary(decoder, oid, hex)).Message;

    /// <summary>The sentence with which reading fails.</summary>
    public static string FailureOfText<T>(FieldDecoder<T> decoder, uint oid, string text)
        where T : notnull => Assert.Throws<DecodeException>(() => ReadText(decoder, oid, text)).Message;

    public static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
