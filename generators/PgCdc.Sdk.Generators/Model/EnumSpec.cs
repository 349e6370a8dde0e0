namespace PgCdc.Sdk.Generators.Model;

/// <summary>An enum that a property holds.</summary>
/// <param name="Name">The enum's simple name.</param>
/// <param name="FullName">The enum as generated code names it.</param>
/// <param name="Labels">How its members are spelled in the database.</param>
internal sealed record EnumSpec(string Name, string FullName, EquatableArray<EnumLabel> Labels);
