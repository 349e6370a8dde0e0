namespace PgCdc.Sdk;

/// <summary>A row that went.</summary>
/// <typeparam name="T">The captured entity.</typeparam>
public readonly struct Deleted<T>
    where T : class
{
    /// <summary>Describes the change; handlers' tests may build their own.</summary>
    public Deleted(ChangeContext context, EntityShape<T> shape, object key, T? row, PropertySet notSent = default)
    {
        Context = context;
        Shape = shape;
        Key = key;
        Row = row;
        NotSent = notSent;
    }

    /// <summary>Where the change comes from.</summary>
    public ChangeContext Context { get; }

    /// <summary>The entity's shape.</summary>
    public EntityShape<T> Shape { get; }

    /// <summary>The row's key, as the generated key type of the entity.</summary>
    public object Key { get; }

    /// <summary>The row as it was; <see langword="null"/> unless the table's replica identity is full.</summary>
    public T? Row { get; }

    /// <summary>The properties of <see cref="Row"/> that did not come along, because their columns are excluded.</summary>
    public PropertySet NotSent { get; }
}
