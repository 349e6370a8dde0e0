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

    public TypeClassification Classification { get; } = TypeClassifier.Classify(symbol.Type);

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

    public Location? Location => Symbol.Locations.FirstOrDefault(static location => location.IsInSource);
}
