namespace PgCdc.Sdk.Generators.Model;

/// <summary>
/// A generic base class that declares a member. The runtime finds such a member only by its open signature, so its accessor lives in
/// a class with the same type parameters.
/// </summary>
/// <param name="Name">The class's simple name.</param>
/// <param name="OpenName">The class over its own type parameters: <c>global::Shop.Entity&lt;TId&gt;</c>.</param>
/// <param name="Parameters">The type parameters: <c>TId</c>.</param>
/// <param name="Arguments">What the entity puts there: <c>long</c>.</param>
/// <param name="Constraints">The parameters' constraints, as clauses.</param>
internal sealed record GenericOwner(string Name, string OpenName, string Parameters, string Arguments, string Constraints);
