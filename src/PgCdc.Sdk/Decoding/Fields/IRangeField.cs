namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>A decoder of ranges: several of them may also come as a multirange.</summary>
internal interface IRangeField;
