namespace PgCdc.Sdk;

/// <summary>
/// States when a handler is called among the handlers of the same change: lower first. Without it the order is 0; handlers of equal
/// order are called by the ordinal order of their full class names.
/// </summary>
/// <param name="order">The place; may be negative.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class HandlerOrderAttribute(int order) : Attribute
{
    /// <summary>The place among the handlers of a change.</summary>
    public int Order { get; } = order;
}
