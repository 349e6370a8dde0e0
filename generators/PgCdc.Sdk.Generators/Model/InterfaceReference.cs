namespace PgCdc.Sdk.Generators.Model;

/// <summary>
/// An interface that a handler names and nobody has declared yet: perhaps one of those that are generated at this very moment.
/// </summary>
/// <param name="Name">The interface's simple name.</param>
/// <param name="Candidates">The full names that it may stand for where it is written, the nearest first.</param>
/// <param name="EntityExists">Whether there is a class that such an interface would be generated for.</param>
internal sealed record InterfaceReference(string Name, EquatableArray<string> Candidates, bool EntityExists);
