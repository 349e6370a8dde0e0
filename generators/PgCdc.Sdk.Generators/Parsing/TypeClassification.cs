using PgCdc.Sdk.Generators.Model;

namespace PgCdc.Sdk.Generators.Parsing;

/// <summary>What a property's type means for capture.</summary>
internal abstract record TypeClassification
{
    /// <summary>A column's value.</summary>
    public sealed record Value(ValueSpec Spec, bool IsNullable) : TypeClassification;

    /// <summary>Another row, or several: no column of this table.</summary>
    public sealed record Navigation : TypeClassification;

    /// <summary>A class without a key: perhaps a part of this table that is not read.</summary>
    public sealed record Part : TypeClassification;

    /// <summary>A type that no decoder reads.</summary>
    public sealed record Unsupported(string Advice) : TypeClassification;
}
