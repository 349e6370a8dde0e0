namespace PgCdc.Sdk;

/// <summary>A table that was emptied at once.</summary>
/// <typeparam name="T">The captured entity.</typeparam>
public readonly struct Truncated<T>
    where T : class
{
    /// <summary>Describes the change; handlers' tests may build their own.</summary>
    public Truncated(ChangeContext context, EntityShape<T> shape, bool? cascade, bool? restartIdentity)
    {
        Context = context;
        Shape = shape;
        Cascade = cascade;
        RestartIdentity = restartIdentity;
    }

    /// <summary>Where the change comes from.</summary>
    public ChangeContext Context { get; }

    /// <summary>The entity's shape.</summary>
    public EntityShape<T> Shape { get; }

    /// <summary>Whether the command said CASCADE; <see langword="null"/> where it came from a log, which does not tell.</summary>
    public bool? Cascade { get; }

    /// <summary>Whether the command said RESTART IDENTITY; <see langword="null"/> where it came from a log.</summary>
    public bool? RestartIdentity { get; }
}
