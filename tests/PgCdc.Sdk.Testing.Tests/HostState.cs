namespace PgCdc.Sdk.Testing.Tests;

/// <summary>What the host's server does when the host is killed.</summary>
public enum HostState
{
    Running,
    Paused,
    Stopped,
}
