namespace PgCdc.Sdk;

/// <summary>A row that was rewritten.</summary>
/// <typeparam name="T">The captured entity.</typeparam>
public readonly struct Updated<T>
    where T : class
{
    /// <summary>Describes the change; handlers' tests may build their own.</summary>
    public Updated(
        ChangeContext context, EntityShape<T> shape, T after, T? before, object? oldKey, PropertySet changed, PropertySet notSent = default, PropertySet refilled = default)
    {
        Context = context;
        Shape = shape;
        After = after;
        Before = before;
        OldKey = oldKey;
        Changed = changed;
        NotSent = notSent;
        Refilled = refilled;
    }

    /// <summary>Where the change comes from.</summary>
    public ChangeContext Context { get; }

    /// <summary>The entity's shape.</summary>
    public EntityShape<T> Shape { get; }

    /// <summary>
    /// The row as it is now. A property in <see cref="NotSent"/> holds its type's default here, not the column's value: ask first.
    /// </summary>
    public T After { get; }

    /// <summary>The row as it was; <see langword="null"/> unless the table's replica identity is full.</summary>
    public T? Before { get; }

    /// <summary>The key as it is now.</summary>
    public object Key => Shape.GetKey(After);

    /// <summary>The key as it was, where the update changed it; else <see langword="null"/>.</summary>
    public object? OldKey { get; }

    /// <summary>
    /// The properties whose values differ from the old row's. Without an old row (<see cref="Before"/>) the server does not tell:
    /// then every property that was sent counts as changed, so that acting on a flag never misses a change.
    /// </summary>
    public PropertySet Changed { get; }

    /// <summary>
    /// The properties that did not come along: out-of-line (TOAST) values that the update left as they were, where no old row filled
    /// them in, and excluded columns.
    /// </summary>
    public PropertySet NotSent { get; }

    /// <summary>
    /// The properties that did not come along and were read from the table afterwards (<c>PgCdcOptions.RefillUnsent</c>): their values may
    /// be newer than the change.
    /// </summary>
    public PropertySet Refilled { get; }
}
