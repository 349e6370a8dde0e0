using PgCdc.Sdk.IntegrationTests.Model;

namespace PgCdc.Sdk.IntegrationTests.Handlers;

/// <summary>Writes down each message in the checkpoint's transaction, and fails at "bad" ones for as long as it is told to.</summary>
internal sealed class MessageHandler(StoreContext context, FailureSwitch failures) : IOnMessage
{
    public ValueTask OnMessageAsync(LogicalMessage message, CancellationToken cancellationToken)
    {
        var text = message.ReadText();
        context.Seen.Add(new Seen
        {
            Position = message.Context?.Position.ToString() ?? message.Lsn.ToString(),
            Xid = (long)(message.Context?.Xid ?? 0),
            Operation = message.IsTransactional ? "message" : "loose message",
            Key = message.Prefix,
            Value = text,
        });
        return text == "bad" && failures.Take() ? throw new InvalidDataException("bad message") : ValueTask.CompletedTask;
    }
}
