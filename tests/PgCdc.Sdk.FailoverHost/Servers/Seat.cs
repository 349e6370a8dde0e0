using PgCdc.Sdk.Testing;

namespace PgCdc.Sdk.FailoverHost.Servers;

/// <summary>One of the places a server runs at, with an address that stays when the server there is another one.</summary>
internal sealed class Seat : IAsyncDisposable
{
    public Relay Relay { get; } = new();

    public PostgresServer? Server { get; private set; }

    public void Take(PostgresServer server)
    {
        Server = server;
        Relay.Point(server.Port);
    }

    /// <summary>The server is gone, and its folder with it.</summary>
    public async Task LeaveAsync()
    {
        Relay.Point(null);
        if (Server is { } server)
        {
            Server = null;
            await server.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await LeaveAsync();
        await Relay.DisposeAsync();
    }
}
