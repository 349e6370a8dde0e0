using PgCdc.Sdk.PgOutput;
using PgCdc.Sdk.Wal;

namespace PgCdc.Sdk.Dispatch;

/// <content>Logical messages: in their transaction's order, or on their own between transactions.</content>
internal sealed partial class StreamWalker
{
    /// <summary>The position behind the last message that came outside of a transaction: resuming there does not bring it again.</summary>
    public Lsn BehindLastMessage { get; private set; }

    private async ValueTask<WalkStep> MessageAsync(WalFrame frame, UnitOfWork? unit, CancellationToken cancellationToken)
    {
        var payload = frame.Payload;
        var parsed = PgOutputParser.ParseMessage(payload.Span);
        if (!parsed.IsTransactional && (IsInTransaction || parsed.Lsn != frame.Lsn))
        {
            // Its position is stored, so it is taken only where it can stand: between transactions, where the frame says.
            throw new ProtocolException($"A message outside of transactions says that it is at {parsed.Lsn}{(IsInTransaction ? ", and came within one" : "")}.");
        }

        var handlers = context.Messages.Find(parsed.Prefix);
        var isWanted = handlers.Count > 0 || context.HasObservers;
        // The server passes over what begins before the position it is asked for; this guards against one that would not.
        var isRepeat = parsed.IsTransactional ? _isRepeat : parsed.Lsn < context.ResumedFrom;
        if (unit is null && isWanted && !isRepeat)
        {
            return WalkStep.NeedsUnit;
        }

        ChangeContext? place = parsed.IsTransactional ? new ChangeContext(Transaction(), _ordinal++) : null;
        if (unit is not null && isWanted && !isRepeat)
        {
            // Copied, because the bytes are the stream's buffer; messages are few.
            var message = new LogicalMessage(parsed.Prefix, payload[parsed.ContentOffset..].ToArray(), parsed.Lsn, place);
            await ObserverNotices.MessageAsync(unit, message, cancellationToken).ConfigureAwait(false);
            await unit.MessageAsync(handlers, message, cancellationToken).ConfigureAwait(false);
        }

        if (parsed.IsTransactional)
        {
            return WalkStep.Passed;
        }

        BehindLastMessage = new Lsn(parsed.Lsn.Value + 1);
        return WalkStep.MessagePassed;
    }
}
