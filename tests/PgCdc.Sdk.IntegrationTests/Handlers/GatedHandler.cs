using PgCdc.Sdk.IntegrationTests.Model;

namespace PgCdc.Sdk.IntegrationTests.Handlers;

/// <summary>Writes down each inserted item, and waits at the gate when it meets the item named "gate".</summary>
internal sealed class GatedHandler(StoreContext context, Gate gate) : IOnItemInsert
{
    public async ValueTask OnInsertAsync(ItemInsert change, CancellationToken cancellationToken)
    {
        if (change.Row.Name == "gate")
        {
            await gate.PassAsync(cancellationToken);
        }

        context.Seen.Add(new Seen { Position = change.Context.Position.ToString(), Operation = "insert", Key = $"{change.Key.Id}" });
    }
}
