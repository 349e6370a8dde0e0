using Microsoft.Extensions.Logging;

namespace PgCdc.Sdk.Hosting;

internal sealed partial class SessionOpener
{
    [LoggerMessage(EventIds.StreamStarted, LogLevel.Information,
        "Consumer {Consumer} streams from slot {Slot}, resuming at {Lsn} (system {SystemId}, timeline {Timeline}).")]
    private partial void LogStarted(string consumer, string slot, Lsn lsn, string systemId, uint timeline);
}
