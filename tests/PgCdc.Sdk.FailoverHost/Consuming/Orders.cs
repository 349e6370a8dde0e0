using System.Globalization;
using Microsoft.Extensions.Hosting;

namespace PgCdc.Sdk.FailoverHost.Consuming;

/// <summary>Does as the rounds say, and ends with them: the input stream ends when they do.</summary>
internal sealed class Orders(HoldGate gate, IHostApplicationLifetime lifetime)
{
    public void Start() => new Thread(Read) { IsBackground = true, Name = "orders" }.Start();

    private void Read()
    {
        while (Console.In.ReadLine() is { } line)
        {
            if (line.StartsWith(Signals.Hold, StringComparison.Ordinal))
            {
                gate.Close(int.Parse(line.AsSpan(Signals.Hold.Length), CultureInfo.InvariantCulture));
            }
            else if (line == Signals.Go)
            {
                gate.Open();
            }
            else if (line == Signals.Stop)
            {
                lifetime.StopApplication();
            }
        }

        Environment.Exit(4);
    }
}
