using PgCdc.Sdk.Generators.Model;

namespace PgCdc.Sdk.Generators.Parsing;

/// <summary>What a property's type means for capture.</summary>
internal abstract record TypeClassification
{
    /// <summary>A column's value.</summary>
    /// <param name="Spec">How it is read.</param>
    /// <param name="IsNullable">Whether it can be null.</param>
    /// <param name="IsTentative">Whether the model may say that it is none: a class without a key can be an entity all the same.</param>
    public sealed record Value(ValueSpec Spec, bool IsNullable, bool IsTentative = false) : TypeClassification;

    /// <summary>Another row, or several: no column of this table.</summary>
    public sealed record Navigation : TypeClassification;

    /// <summary>A type that no decoder reads.</summary>
    public sealed record Unsupported(string Advice) : TypeClassification;
}
