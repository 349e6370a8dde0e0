using PgCdc.Sdk.Decoding;

namespace PgCdc.Sdk.Tables;

/// <summary>Some of a row's values, as bytes.</summary>
/// <param name="Columns">Which columns of the relation they are of.</param>
/// <param name="Bytes">What the values lie in.</param>
/// <param name="Slices">Where each lies.</param>
internal sealed record RowValues(IReadOnlyList<int> Columns, ReadOnlyMemory<byte> Bytes, IReadOnlyList<FieldSlice> Slices);
