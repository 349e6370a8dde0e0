namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>A tsquery's operators by their numbers in ts_type.h, which are also the order in which they bind, the phrase apart.</summary>
internal enum TsQueryOperator : byte
{
    /// <summary>An opening parenthesis, while text is read.</summary>
    None = 0,
    Not = 1,
    And = 2,
    Or = 3,
    Phrase = 4,
}
