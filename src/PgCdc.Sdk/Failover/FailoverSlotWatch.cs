using Microsoft.Extensions.Logging;
using PgCdc.Sdk.Hosting;

namespace PgCdc.Sdk.Failover;

/// <summary>
/// Looks now and then whether the slot would survive a promotion and who holds decoding back, and warns when that has changed. The server
/// tells a waiting client nothing: the stream is just silent.
/// </summary>
internal sealed partial class FailoverSlotWatch(ConsumerServices services, ILogger<FailoverSlotWatch> logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);
    private IReadOnlyList<(string Sentence, bool HoldsBack)> _known = [];
    private long? _last;

    public async Task LookAsync(CancellationToken cancellationToken)
    {
        if (!services.Options.FailoverSlot || (_last is { } last && services.Clock.GetElapsedTime(last) < Interval))
        {
            return;
        }

        _last = services.Clock.GetTimestamp();
        if (await services.SourceDatabase.GetFailoverStateAsync(services.Options.SlotName, cancellationToken).ConfigureAwait(false) is not { } state)
        {
            return;
        }

        var found = FailoverSlotCheck.Find(services.Options.SlotName, state);
        foreach (var (sentence, holdsBack) in found.Except(_known))
        {
            if (holdsBack)
            {
                LogHeldBack(services.Consumer, sentence);
            }
            else
            {
                LogUnprepared(services.Consumer, sentence);
            }
        }

        _known = found;
        services.Metrics.HeldBack = found.Count(static problem => problem.HoldsBack);
    }

    [LoggerMessage(EventIds.FailoverSlotHeldBack, LogLevel.Warning, "Consumer {Consumer} waits for a standby: {Reason}")]
    private partial void LogHeldBack(string consumer, string reason);

    [LoggerMessage(EventIds.FailoverSlotUnprepared, LogLevel.Warning, "Consumer {Consumer} is not ready for a failover with its slot: {Reason}")]
    private partial void LogUnprepared(string consumer, string reason);
}
