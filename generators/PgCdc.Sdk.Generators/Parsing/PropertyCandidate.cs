using Microsoft.CodeAnalysis;

namespace PgCdc.Sdk.Generators.Parsing;

/// <summary>A property that may stand for a column. Lives during parsing only.</summary>
/// <param name="symbol">The property.</param>
/// <param name="isExcluded">Whether the attribute excludes it.</param>
internal sealed class PropertyCandidate(IPropertySymbol symbol, bool isExcluded)
{
    private BackingField? _field;
    private bool _fieldSought;

    public IPropertySymbol Symbol { get; } = symbol;

    public string Name => Symbol.Name;

    public bool IsExcluded { get; } = isExcluded;

    public TypeClassification Classification { get; } = Classify(symbol);

    public TypeClassification.Value? Value => Classification as TypeClassification.Value;

    public bool IsAuto { get; } = BackingField.IsAuto(symbol);

    /// <summary>Whether a value can get into it without a constructor.</summary>
    public bool IsWritable => Symbol.SetMethod is not null || Field is not null;

    public BackingField? Field
    {
        get
        {
            if (!_fieldSought)
            {
                _field = BackingField.Of(Symbol);
                _fieldSought = true;
            }

            return _field;
        }
    }

    /// <summary>Whether an attribute says that it is a column.</summary>
    public bool IsMarked { get; } = symbol.InheritedAttribute(KnownAttributes.Column) is not null || ChosenDecoder.Of(symbol) is not null;

    public Location? Location => Symbol.Locations.FirstOrDefault(static location => location.IsInSource);

    private static TypeClassification Classify(IPropertySymbol symbol)
    {
        if (ChosenDecoder.Of(symbol) is { } chosen)
        {
            var value = TypeClassifier.Mapped(symbol.Type);
            var yields = chosen.Yields ?? TypeClassifier.Unwrapped(symbol.Type);
            return value with
            {
                Spec = value.Spec with
                {
                    TypeName = yields.WithNullableAnnotation(NullableAnnotation.NotAnnotated).AnnotatedName(),
                    ChosenDecoder = chosen.Type.FullName(),
                },
            };
        }

        var classification = TypeClassifier.Classify(symbol.Type);
        var isColumn = classification is not TypeClassification.Value { IsTentative: false }
            && symbol.InheritedAttribute(KnownAttributes.Column)?.Named("TypeName") is not null;
        // A column that is told its type is a column, whatever the class looks like.
        return isColumn ? TypeClassifier.Mapped(symbol.Type) : classification;
    }
}
