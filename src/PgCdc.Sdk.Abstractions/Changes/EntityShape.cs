namespace PgCdc.Sdk;

/// <summary>What the generator knows of a captured entity; how an open-generic handler looks into any row without reflection.</summary>
public abstract class EntityShape
{
    private protected EntityShape(string name, Type entityType, IReadOnlyList<EntityProperty> properties)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(entityType);
        ArgumentNullException.ThrowIfNull(properties);
        Name = name;
        EntityType = entityType;
        Properties = properties;
    }

    /// <summary>The entity's simple class name, for example <c>Order</c>.</summary>
    public string Name { get; }

    /// <summary>The entity's class.</summary>
    public Type EntityType { get; }

    /// <summary>The captured properties; a property's place is its ordinal in a <see cref="PropertySet"/>.</summary>
    public IReadOnlyList<EntityProperty> Properties { get; }
}
