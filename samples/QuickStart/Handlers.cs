using PgCdc.Sdk;
using QuickStart.Shop;

namespace QuickStart;

internal sealed class CustomerProjection(ShopContext db) : IOnCustomerInsert, IOnCustomerUpdate
{
    public async ValueTask OnInsertAsync(CustomerInsert change, CancellationToken cancellationToken) =>
        await db.AddAsync(new CustomerCard { Id = change.Key.Id, Name = change.Row.Name }, cancellationToken);

    public async ValueTask OnUpdateAsync(CustomerUpdate change, CancellationToken cancellationToken)
    {
        var card = (await db.CustomerCards.FindAsync([change.Key.Id], cancellationToken))!;
        card.Name = change.NotSent.Name ? card.Name : change.After.Name;
    }
}

internal sealed class OrderProjection(ShopContext db)
    : IOnOrderInsert, IOnOrderUpdate, IOnOrderDelete, IOnOrderLineInsert, IOnOrderLineUpdate, IOnOrderLineDelete
{
    public async ValueTask OnInsertAsync(OrderInsert change, CancellationToken cancellationToken) => await db.AddAsync(
        new OrderCard { Id = change.Key.Id, CustomerId = change.Row.CustomerId, Status = change.Row.Status }, cancellationToken);

    public async ValueTask OnUpdateAsync(OrderUpdate change, CancellationToken cancellationToken) =>
        (await FindAsync(change.Key.Id, cancellationToken))!.Status = change.After.Status;

    public async ValueTask OnDeleteAsync(OrderDelete change, CancellationToken cancellationToken) =>
        db.Remove((await FindAsync(change.Key.Id, cancellationToken))!);

    public ValueTask OnInsertAsync(OrderLineInsert change, CancellationToken cancellationToken) => AddAsync(change.Row, +1, cancellationToken);

    public async ValueTask OnUpdateAsync(OrderLineUpdate change, CancellationToken cancellationToken)
    {
        await AddAsync(change.Before!, -1, cancellationToken);
        await AddAsync(change.After, +1, cancellationToken);
    }

    public ValueTask OnDeleteAsync(OrderLineDelete change, CancellationToken cancellationToken) => AddAsync(change.Row!, -1, cancellationToken);

    private async ValueTask AddAsync(OrderLine line, int sign, CancellationToken cancellationToken) =>
        (await FindAsync(line.OrderId, cancellationToken))?.Add(sign, sign * line.Quantity * line.Price);

    private ValueTask<OrderCard?> FindAsync(long id, CancellationToken cancellationToken) => db.OrderCards.FindAsync([id], cancellationToken);
}
