using Microsoft.Extensions.Logging;
using PgCdc.Sdk.Hosting;

namespace PgCdc.Sdk.CatchUp;

/// <summary>
/// Says what the consumer no longer needs of the log, and lets it be purged. Every consumer does both, since none knows of the others;
/// the server lets one at a time. It is known by its slot's name: two consumers of one name may keep their checkpoints apart, slots cannot.
/// </summary>
internal sealed partial class LogRetention(ConsumerServices services, bool hasLog, ILogger<LogRetention> logger)
{
    private readonly PgCdcOptions _options = services.Options;
    private long? _lastPurge;
    private ulong? _registered;

    /// <param name="horizon">Every transaction below it has ended and was handled if there was anything to handle.</param>
    /// <param name="cancellationToken">Ends the wait for the server.</param>
    public async Task TendAsync(ulong? horizon, CancellationToken cancellationToken)
    {
        if (!hasLog || horizon is not { } below)
        {
            return;
        }

        var isDue = _lastPurge is not { } last || services.Clock.GetElapsedTime(last) >= _options.LogPurgeInterval;
        if (!isDue)
        {
            return;
        }

        if (_registered != below)
        {
            await services.SourceDatabase.RegisterReaderAsync(_options.SlotName, below, cancellationToken).ConfigureAwait(false);
            _registered = below;
        }

        var purge = await services.SourceDatabase.PurgeLogAsync(_options.LogMaxAge, _options.LogMaxBytes, cancellationToken).ConfigureAwait(false);
        _lastPurge = services.Clock.GetTimestamp();
        if (purge.FreedBytes > 0)
        {
            LogPurged(purge.FreedBytes, purge.LiveBytes, purge.PurgedBelow);
        }

        foreach (var lost in purge.Lost)
        {
            LogLost(lost, purge.PurgedBelow);
        }
    }

    [LoggerMessage(EventIds.LogPurged, LogLevel.Debug, "Purged {Freed} bytes of the log tables, {Live} stay; what is below transaction {Below} may be gone.")]
    private partial void LogPurged(long freed, long live, ulong below);

    [LoggerMessage(EventIds.LogLost, LogLevel.Warning,
        "The log tables were purged up to transaction {Below} by their cap of age or size, though the consumer of slot {Lost} still needed them: if it loses the slot before it has caught up, its gap cannot be closed from the log. Start it, or unregister it if it is gone.")]
    private partial void LogLost(string lost, ulong below);
}
