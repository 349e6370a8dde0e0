namespace PgCdc.Sdk.Generators.Model;

/// <summary>The texts by which the database may name an enum's member.</summary>
/// <param name="Member">The member's name, escaped.</param>
/// <param name="Texts">Its labels, none of which belongs to another member.</param>
internal sealed record EnumLabel(string Member, EquatableArray<string> Texts);
