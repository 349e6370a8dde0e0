namespace PgCdc.Sdk.Testing;

/// <summary>What a throw-away server in a container looks like.</summary>
public sealed record PostgresContainerOptions
{
    /// <summary>The environment variable that names the image where <see cref="Image"/> is unset.</summary>
    public const string ImageVariable = "PGCDC_PG_IMAGE";

    /// <summary>The image used where neither <see cref="Image"/> nor <c>PGCDC_PG_IMAGE</c> names one.</summary>
    public const string DefaultImage = "postgres:17";

    /// <summary>The image, official or built alike; unset, the one that <c>PGCDC_PG_IMAGE</c> names, else <see cref="DefaultImage"/>.</summary>
    public string? Image { get; init; }

    /// <summary>The password of the superuser <c>postgres</c>; unset, a random one.</summary>
    public string? Password { get; init; }

    /// <summary>Whether the server forces its writes to disk. Off by default.</summary>
    public bool Fsync { get; init; }

    /// <summary>Settings of <c>postgresql.conf</c> that are added to the defaults or replace them, by name, unquoted.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
