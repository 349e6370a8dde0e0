namespace PgCdc.Sdk.Generators.Model;

/// <summary>What a captured class and the types generated for it are called.</summary>
/// <param name="Namespace">Its namespace, escaped; empty for the global one.</param>
/// <param name="Prefix">What the generated types' names begin with: <c>Order</c>, or <c>OuterInner</c> for a nested class.</param>
/// <param name="Simple">The class's own name.</param>
/// <param name="Full">The class as generated code names it: <c>global::Shop.Order</c>.</param>
/// <param name="Hint">The class in file names: <c>Shop.Outer.Inner</c>.</param>
internal sealed record EntityName(string Namespace, string Prefix, string Simple, string Full, string Hint)
{
    /// <summary>A type of the entity's namespace, in full.</summary>
    public string Sibling(string typeName) => Namespace.Length == 0 ? $"global::{typeName}" : $"global::{Namespace}.{typeName}";

    /// <summary>The generated type with this suffix, in full.</summary>
    public string Generated(string suffix) => Sibling(Prefix + suffix);
}
