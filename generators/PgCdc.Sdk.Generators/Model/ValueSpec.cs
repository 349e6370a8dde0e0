namespace PgCdc.Sdk.Generators.Model;

/// <summary>How a property's value is read.</summary>
/// <param name="TypeName">The type that its decoder yields, never nullable itself: <c>long</c>, <c>string?[]</c>.</param>
/// <param name="Decoder">The member of <c>FieldDecoders</c> that reads it, or an element of it.</param>
/// <param name="Getter">The reader's own method for it, where it has one.</param>
/// <param name="IsValueType">Whether the value (not its element) is a struct.</param>
/// <param name="Enum">The enum, where the value or its element is one.</param>
/// <param name="Collection">What holds the values, where there are several.</param>
/// <param name="ElementIsNullable">Whether an element can be null.</param>
/// <param name="ElementIsValueType">Whether an element is a struct.</param>
/// <param name="ChosenDecoder">The user's decoder class, where one was chosen for the property.</param>
/// <param name="Bound">The member of <c>FieldDecoders</c> that reads a range's bounds, where the value or its element is a range.</param>
internal sealed record ValueSpec(
    string TypeName,
    string Decoder,
    string? Getter,
    bool IsValueType,
    EnumSpec? Enum = null,
    CollectionShape Collection = CollectionShape.None,
    bool ElementIsNullable = false,
    bool ElementIsValueType = false,
    string? ChosenDecoder = null,
    string? Bound = null)
{
    /// <summary>The decoder of a value that only the model knows how to read.</summary>
    public const string Mapped = "Mapped";

    public bool IsMapped => Decoder == Mapped;
}
