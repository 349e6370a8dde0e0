namespace PgCdc.Sdk.Generators.Model;

/// <summary>A captured property; its place in <see cref="EntitySpec.Properties"/> is its ordinal.</summary>
/// <param name="Name">The property's name, unescaped.</param>
/// <param name="TypeName">Its declared type with nullable annotations.</param>
/// <param name="RuntimeTypeName">Its type as <c>typeof</c> takes it.</param>
/// <param name="Column">The column that an attribute names.</param>
/// <param name="IsNullable">Whether it can hold null.</param>
/// <param name="IsExcluded">Whether its column stays in the database.</param>
/// <param name="IsTentative">Whether the model may keep it in no column: then it stays what the constructor made it.</param>
/// <param name="Value">How its value is read.</param>
/// <param name="Assignment">The value's way into the property.</param>
/// <param name="DeclaringType">The class that declares it, for accessors.</param>
/// <param name="GenericOwner">That class, where it is generic.</param>
/// <param name="Accessed">The setter or field behind an accessor.</param>
/// <param name="AccessedTypeName">The type of that field or of the setter's value.</param>
internal sealed record PropertySpec(
    string Name,
    string TypeName,
    string RuntimeTypeName,
    string? Column,
    bool IsNullable,
    bool IsExcluded,
    bool IsTentative,
    ValueSpec Value,
    Assignment Assignment,
    string DeclaringType,
    GenericOwner? GenericOwner,
    string? Accessed,
    string AccessedTypeName);
