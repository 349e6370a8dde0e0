namespace PgCdc.Sdk;

/// <summary>Any change of an entity's table, as a batch handler receives it.</summary>
/// <typeparam name="T">The captured entity.</typeparam>
public readonly struct Change<T>
    where T : class
{
    private readonly T? _row;
    private readonly T? _before;
    private readonly object? _oldKey;
    private readonly PropertySet _changed;
    private readonly PropertySet _notSent;
    private readonly bool? _cascade;
    private readonly bool? _restartIdentity;

    /// <summary>An insert.</summary>
    public Change(Inserted<T> inserted)
        : this(ChangeOperation.Insert, inserted.Context, inserted.Shape)
    {
        _row = inserted.Row;
        _notSent = inserted.NotSent;
    }

    /// <summary>An update.</summary>
    public Change(Updated<T> updated)
        : this(ChangeOperation.Update, updated.Context, updated.Shape)
    {
        _row = updated.After;
        _before = updated.Before;
        _oldKey = updated.OldKey;
        _changed = updated.Changed;
        _notSent = updated.NotSent;
    }

    /// <summary>A delete.</summary>
    public Change(Deleted<T> deleted)
        : this(ChangeOperation.Delete, deleted.Context, deleted.Shape)
    {
        _before = deleted.Row;
        _oldKey = deleted.Key;
        _notSent = deleted.NotSent;
    }

    /// <summary>A truncate.</summary>
    public Change(Truncated<T> truncated)
        : this(ChangeOperation.Truncate, truncated.Context, truncated.Shape)
    {
        _cascade = truncated.Cascade;
        _restartIdentity = truncated.RestartIdentity;
    }

    private Change(ChangeOperation operation, ChangeContext context, EntityShape<T> shape)
    {
        Operation = operation;
        Context = context;
        Shape = shape;
    }

    /// <summary>What happened.</summary>
    public ChangeOperation Operation { get; }

    /// <summary>Where the change comes from.</summary>
    public ChangeContext Context { get; }

    /// <summary>The entity's shape.</summary>
    public EntityShape<T> Shape { get; }

    /// <summary>The row as it is now: after an insert or an update; else <see langword="null"/>.</summary>
    public T? After => _row;

    /// <summary>The row as it was, where an update or a delete brought it along; else <see langword="null"/>.</summary>
    public T? Before => _before;

    /// <summary>The key as it is now, or the deleted row's; <see langword="null"/> for a truncate.</summary>
    public object? Key => _row is null ? _oldKey : Shape.GetKey(_row);

    /// <summary>The key that the change took away: of a delete, or of an update that changed the key; else <see langword="null"/>.</summary>
    public object? OldKey => _oldKey;

    /// <summary>Gets the change as an insert, if it is one.</summary>
    public bool TryGet(out Inserted<T> inserted)
    {
        var matches = Operation == ChangeOperation.Insert;
        inserted = matches ? new Inserted<T>(Context, Shape, _row!, _notSent) : default;
        return matches;
    }

    /// <summary>Gets the change as an update, if it is one.</summary>
    public bool TryGet(out Updated<T> updated)
    {
        var matches = Operation == ChangeOperation.Update;
        updated = matches ? new Updated<T>(Context, Shape, _row!, _before, _oldKey, _changed, _notSent) : default;
        return matches;
    }

    /// <summary>Gets the change as a delete, if it is one.</summary>
    public bool TryGet(out Deleted<T> deleted)
    {
        var matches = Operation == ChangeOperation.Delete;
        deleted = matches ? new Deleted<T>(Context, Shape, _oldKey!, _before, _notSent) : default;
        return matches;
    }

    /// <summary>Gets the change as a truncate, if it is one.</summary>
    public bool TryGet(out Truncated<T> truncated)
    {
        var matches = Operation == ChangeOperation.Truncate;
        truncated = matches ? new Truncated<T>(Context, Shape, _cascade, _restartIdentity) : default;
        return matches;
    }
}
