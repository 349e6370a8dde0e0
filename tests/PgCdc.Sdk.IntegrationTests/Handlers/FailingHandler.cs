using PgCdc.Sdk.IntegrationTests.Model;

namespace PgCdc.Sdk.IntegrationTests.Handlers;

/// <summary>Fails at the item named "bad" for as long as it is told to; writes down the others with their attempt.</summary>
internal sealed class FailingHandler(StoreContext context, FailureSwitch failures) : IOnItemInsert
{
    public ValueTask OnInsertAsync(ItemInsert change, CancellationToken cancellationToken)
    {
        // Written before the failure, so that a half-done unit of work would show.
        context.Seen.Add(new Seen
        {
            Position = change.Context.Position.ToString(),
            Operation = "insert",
            Key = $"{change.Key.Id}",
            Value = $"attempt {change.Context.Attempt}",
        });
        return change.Row.Name == "bad" && failures.Take() ? throw new InvalidDataException("bad item") : ValueTask.CompletedTask;
    }
}
