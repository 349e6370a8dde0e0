using Microsoft.Extensions.Logging;

namespace PgCdc.Sdk.Hosting;

internal sealed partial class SessionOpener
{
    [LoggerMessage(EventIds.StreamStarted, LogLevel.Information,
        "Consumer {Consumer} streams from slot {Slot}, resuming at {Lsn} (system {SystemId}, timeline {Timeline}).")]
    private partial void LogStarted(string consumer, string slot, Lsn lsn, string systemId, uint timeline);

    [LoggerMessage(EventIds.SlotCreated, LogLevel.Information, "Created slot {Slot}; it streams from {ConsistentPoint} on.")]
    private partial void LogCreated(string slot, Lsn consistentPoint);

    [LoggerMessage(EventIds.SlotAbandonedInCreation, LogLevel.Warning,
        "Slot {Slot} was left by a start that ended before its first checkpoint; nothing was handled from it, and it is created anew.")]
    private partial void LogAbandoned(string slot);
}
