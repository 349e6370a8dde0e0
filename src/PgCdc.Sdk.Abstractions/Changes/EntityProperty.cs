namespace PgCdc.Sdk;

/// <summary>A captured property of an entity.</summary>
public class EntityProperty
{
    /// <summary>Describes a property.</summary>
    public EntityProperty(string name, Type type)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(type);
        Name = name;
        Type = type;
    }

    /// <summary>The property's name in the class.</summary>
    public string Name { get; }

    /// <summary>The property's type.</summary>
    public Type Type { get; }

    /// <summary>Whether the property belongs to the entity's key.</summary>
    public bool IsKey { get; init; }

    /// <summary>Whether the property can hold null.</summary>
    public bool IsNullable { get; init; }

    /// <summary>Whether the property is excluded from capture: never sent, never logged.</summary>
    public bool IsExcluded { get; init; }
}
