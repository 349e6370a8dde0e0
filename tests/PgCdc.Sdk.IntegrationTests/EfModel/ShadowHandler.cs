using System.Collections.Concurrent;

namespace PgCdc.Sdk.IntegrationTests.EfModel;

/// <summary>Writes down what it is told of shadow properties.</summary>
internal sealed class ShadowHandler(ConcurrentQueue<string> told)
    : IOnInsert<ShadowModel.Ticket>, IOnUpdate<ShadowModel.Ticket>, IOnDelete<ShadowModel.Ticket>
{
    public ValueTask OnInsertAsync(Inserted<ShadowModel.Ticket> change, CancellationToken cancellationToken) =>
        Tell("insert", change.Context, change.Context.Shadow);

    public ValueTask OnUpdateAsync(Updated<ShadowModel.Ticket> change, CancellationToken cancellationToken)
    {
        var old = change.Context.OldShadow;
        return Tell(old.IsSent("HolderId") ? $"update from {old.Get<long?>("HolderId")}" : "update", change.Context, change.Context.Shadow);
    }

    public ValueTask OnDeleteAsync(Deleted<ShadowModel.Ticket> change, CancellationToken cancellationToken) =>
        Tell("delete", change.Context, change.Context.Shadow);

    private ValueTask Tell(string what, ChangeContext context, ShadowValues shadow)
    {
        told.Enqueue(
            $"{context.Origin} {what}: " + (shadow.IsSent("HolderId") ? $"{shadow.Get<long?>("HolderId")} {shadow.Get<DayOfWeek?>("Day")} {shadow.Get<bool>("Paid")}" : "-"));
        return ValueTask.CompletedTask;
    }
}
