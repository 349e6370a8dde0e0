namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>What stands before a numeric's groups of four digits.</summary>
/// <param name="Count">How many groups there are.</param>
/// <param name="Weight">The power of 10000 of the first.</param>
/// <param name="Sign">The sign, or NaN or an infinity.</param>
/// <param name="Scale">How many digits are shown behind the point.</param>
internal readonly record struct NumericHeader(int Count, int Weight, ushort Sign, int Scale);
