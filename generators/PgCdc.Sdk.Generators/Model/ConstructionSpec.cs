namespace PgCdc.Sdk.Generators.Model;

/// <summary>How an entity comes into being.</summary>
/// <param name="ThroughAccessor">Whether the constructor is called through an unsafe accessor.</param>
/// <param name="Arguments">The ordinals of the properties that its parameters take, in order.</param>
/// <param name="IsAbstract">Whether there are instances of derived classes only.</param>
internal sealed record ConstructionSpec(bool ThroughAccessor, EquatableArray<int> Arguments, bool IsAbstract);
