namespace PgCdc.Sdk.Testing;

/// <summary>What a throw-away server looks like. Every value has a default that suits tests of logical replication.</summary>
public sealed record PostgresServerOptions
{
    /// <summary>The environment variable that names the folder for servers where <see cref="ParentDirectory"/> is unset, for example one in memory.</summary>
    public const string ParentDirectoryVariable = "PGCDC_TMP";

    /// <summary>The folder with <c>initdb</c> and <c>postgres</c>; unset, the first that <see cref="PostgresBinaries.Find"/> finds.</summary>
    public string? BinDirectory { get; init; }

    /// <summary>The major version wanted, for example 17, when <see cref="BinDirectory"/> is unset; unset, any.</summary>
    public int? Version { get; init; }

    /// <summary>The password of the superuser <c>postgres</c>; unset, a random one.</summary>
    public string? Password { get; init; }

    /// <summary>Whether the server forces its writes to disk. Off by default: a crash of the server loses nothing, only one of the machine would.</summary>
    public bool Fsync { get; init; }

    /// <summary>Settings of <c>postgresql.conf</c> that are added to the defaults or replace them, by name, unquoted.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>The locale given to <c>initdb</c>. <c>C</c> by default: it exists everywhere. The encoding is always UTF8.</summary>
    public string Locale { get; init; } = "C";

    /// <summary>The existing folder in which the server's own folder is made; unset, the one that <c>PGCDC_TMP</c> names, else the system's temporary folder.</summary>
    public string? ParentDirectory { get; init; }

    /// <summary>How long a start, a stop or a promotion may take before it fails. One minute by default.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);
}
