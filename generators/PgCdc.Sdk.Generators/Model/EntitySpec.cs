namespace PgCdc.Sdk.Generators.Model;

/// <summary>A captured class, as far as generated code depends on it.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Accessibility">The accessibility of the generated types: <c>public</c> or <c>internal</c>.</param>
/// <param name="Operations">The captured operations.</param>
/// <param name="Schema">The schema that an attribute names.</param>
/// <param name="Table">The table that an attribute names, or the class's name.</param>
/// <param name="Properties">The captured properties, in ordinal order.</param>
/// <param name="Key">The ordinals of the key's properties, in the key's order.</param>
/// <param name="Construction">How the class comes into being.</param>
/// <param name="BaseTypes">Every class and interface it is assignable to, for the constraints of open handlers.</param>
/// <param name="IsNewable">Whether it satisfies <c>new()</c>.</param>
/// <param name="HasObsoleteMembers">Whether generated code touches something obsolete.</param>
internal sealed record EntitySpec(
    EntityName Name,
    string Accessibility,
    CapturedOperations Operations,
    string? Schema,
    string Table,
    EquatableArray<PropertySpec> Properties,
    EquatableArray<int> Key,
    ConstructionSpec Construction,
    EquatableArray<string> BaseTypes,
    bool IsNewable,
    bool HasObsoleteMembers)
{
    public bool Captures(CapturedOperations operation) => (Operations & operation) != 0;
}
