namespace PgCdc.Sdk;

/// <summary>A row that came into being.</summary>
/// <typeparam name="T">The captured entity.</typeparam>
public readonly struct Inserted<T>
    where T : class
{
    /// <summary>Describes the change; handlers' tests may build their own.</summary>
    public Inserted(ChangeContext context, EntityShape<T> shape, T row, PropertySet notSent = default)
    {
        Context = context;
        Shape = shape;
        Row = row;
        NotSent = notSent;
    }

    /// <summary>Where the change comes from.</summary>
    public ChangeContext Context { get; }

    /// <summary>The entity's shape.</summary>
    public EntityShape<T> Shape { get; }

    /// <summary>The new row.</summary>
    public T Row { get; }

    /// <summary>The new row's key, as the generated key type of the entity.</summary>
    public object Key => Shape.GetKey(Row);

    /// <summary>The properties that did not come along, because their columns are excluded; in the row they hold their type's default.</summary>
    public PropertySet NotSent { get; }
}
