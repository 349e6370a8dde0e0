using System.Net;
using System.Net.Sockets;

namespace PgCdc.Sdk.FailoverHost.Servers;

/// <summary>An address that stays while the servers behind it change, as a name or a virtual address does.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _lock = new();
    private readonly List<Task> _passages = [];
    private readonly Task _accepting;
    private CancellationTokenSource _cut = new();
    private int? _target;

    public Relay()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Leads to another port, or nowhere; what is open is cut.</summary>
    public void Point(int? port)
    {
        lock (_lock)
        {
            _target = port;
            _cut.Cancel();
            _cut.Dispose();
            _cut = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_passages);
        _cut.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                lock (_lock)
                {
                    _passages.RemoveAll(static passage => passage.IsCompleted);
                    _passages.Add(PassAsync(client, _target, _cut.Token));
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The listener ends with the relay; a client that is gone before it was accepted is nobody's concern.
            }
        }
    }

    /// <summary>Copies both ways until either side ends or the relay leads elsewhere.</summary>
    private static async Task PassAsync(TcpClient client, int? target, CancellationToken cut)
    {
        await Task.Yield();
        using (client)
        {
            if (target is not { } port)
            {
                return;
            }

            using var server = new TcpClient();
            using var end = CancellationTokenSource.CreateLinkedTokenSource(cut);
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, port, end.Token);
                client.NoDelay = server.NoDelay = true;
                var there = client.GetStream().CopyToAsync(server.GetStream(), end.Token);
                var back = server.GetStream().CopyToAsync(client.GetStream(), end.Token);
                await Task.WhenAny(there, back);
                await end.CancelAsync();
                await Task.WhenAll(there, back);
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
            {
                // That a connection breaks is what a relay is for here.
            }
        }
    }
}
