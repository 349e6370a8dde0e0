namespace PgCdc.Sdk.Generators.Model;

/// <summary>What an open-generic handler asks of the entities that it is closed over.</summary>
/// <param name="Constraints">The types that the entity must be; <c>{T}</c> stands for the entity itself.</param>
/// <param name="NeedsConstructor">Whether it asks for <c>new()</c>.</param>
internal sealed record OpenHandler(EquatableArray<string> Constraints, bool NeedsConstructor)
{
    /// <summary>The mark for the entity in a constraint.</summary>
    public const string Self = "{T}";

    /// <summary>Whether an entity fits.</summary>
    public bool Admits(string entity, IEnumerable<string> baseTypes, bool isNewable) =>
        (isNewable || !NeedsConstructor) && Constraints.All(constraint => baseTypes.Contains(constraint.Replace(Self, entity)));
}
