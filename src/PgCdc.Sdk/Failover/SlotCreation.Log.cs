using Microsoft.Extensions.Logging;

namespace PgCdc.Sdk.Failover;

internal sealed partial class SlotCreation
{
    [LoggerMessage(EventIds.SlotCreated, LogLevel.Information, "Created slot {Slot}; it streams from {ConsistentPoint} on.")]
    private partial void LogCreated(string slot, Lsn consistentPoint);

    [LoggerMessage(EventIds.SlotAbandonedInCreation, LogLevel.Warning,
        "Slot {Slot} cannot be streamed from: it is lost, or was left by an attempt that ended early. It is dropped and created anew.")]
    private partial void LogDropped(string slot);
}
