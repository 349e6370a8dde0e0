namespace PgCdc.Sdk;

/// <summary>The shape of <typeparamref name="T"/>, with access to its values.</summary>
/// <typeparam name="T">The captured entity.</typeparam>
public abstract class EntityShape<T> : EntityShape
    where T : class
{
    /// <summary>Describes the entity.</summary>
    protected EntityShape(string name, IReadOnlyList<EntityProperty> properties)
        : base(name, typeof(T), properties)
    {
    }

    /// <summary>The row's key, as the generated key type of the entity.</summary>
    public abstract object GetKey(T row);

    /// <summary>The value of the property with this ordinal.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The entity has no such ordinal.</exception>
    public abstract object? GetValue(T row, int ordinal);
}
