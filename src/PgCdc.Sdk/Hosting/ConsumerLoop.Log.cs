using Microsoft.Extensions.Logging;

namespace PgCdc.Sdk.Hosting;

internal sealed partial class ConsumerLoop
{
    [LoggerMessage(EventIds.Recovering, LogLevel.Warning,
        "Consumer {Consumer} was interrupted and resumes from its checkpoint {Stored} in {Delay} ms.")]
    private partial void LogRecovering(Exception exception, string consumer, Lsn stored, double delay);

    [LoggerMessage(EventIds.SlotBusy, LogLevel.Information, "Consumer {Consumer} waits: {Reason}")]
    private partial void LogBusy(string consumer, string reason);

    [LoggerMessage(EventIds.ColumnAwaited, LogLevel.Warning, "Consumer {Consumer} waits for a migration: {Reason}")]
    private partial void LogColumnAwaited(string consumer, string reason);

    [LoggerMessage(EventIds.Faulted, LogLevel.Critical,
        "Consumer {Consumer} stopped by itself; everything up to {Stored} is handled and stored, nothing behind it is.")]
    private partial void LogFaulted(Exception exception, string consumer, Lsn stored);

    [LoggerMessage(EventIds.Stopped, LogLevel.Information, "Consumer {Consumer} stopped; a new start resumes at {Stored}.")]
    private partial void LogStopped(string consumer, Lsn stored);

    [LoggerMessage(EventIds.HandlerFailed, LogLevel.Error, "{Handler} failed at {Position} ({Table}), attempt {Attempt} of {Attempts}.")]
    private partial void LogHandlerFailed(Exception exception, string handler, ChangePosition position, string? table, int attempt, int attempts);

    [LoggerMessage(EventIds.HandlerFailedKey, LogLevel.Trace, "The change at {Position} has the key {Key}.")]
    private partial void LogHandlerFailedKey(ChangePosition position, object? key);

    [LoggerMessage(EventIds.CheckpointConflict, LogLevel.Error, "The checkpoint of consumer {Consumer} was moved by another runner.")]
    private partial void LogConflict(Exception exception, string consumer);
}
