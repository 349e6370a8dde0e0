using PgCdc.Sdk.Decoding;

namespace PgCdc.Sdk.IntegrationTests.Decoding;

/// <summary>A value as it came through one of the doors.</summary>
/// <param name="Door">The door, and where it matters the session's settings.</param>
/// <param name="Bytes">What came.</param>
/// <param name="IsText">Whether it came in the type's text format.</param>
/// <param name="Oid">The type by which it is read.</param>
internal sealed record SentField(string Door, byte[] Bytes, bool IsText, uint Oid)
{
    private static readonly FieldSource Source = new("public.samples", "value", 0, "Sample.Value");

    public object Read(FieldDecoder decoder) => decoder.ReadObject(new Field(Bytes, IsText, Oid, Source));
}
