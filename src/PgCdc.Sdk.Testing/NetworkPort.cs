using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace PgCdc.Sdk.Testing;

/// <summary>Finds a port of the loopback address that nobody listens on.</summary>
internal static class NetworkPort
{
    // Below the range from which systems give ports to outgoing connections (32768 on Linux, 49152 elsewhere):
    // a server that is stopped for a while then finds its port again.
    private const int First = 20_000;
    private const int AfterLast = 32_000;

    /// <summary>A port that was free a moment ago. Somebody may be faster, so whoever starts a server on it tries another one then.</summary>
    public static int FindFree()
    {
        while (true)
        {
            int port = RandomNumberGenerator.GetInt32(First, AfterLast);
            if (IsFree(port))
            {
                return port;
            }
        }
    }

    public static bool IsFree(int port)
    {
        using TcpListener listener = new(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return false;
        }
    }
}
