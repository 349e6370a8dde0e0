using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QuickStart.Shop;

namespace QuickStart.Demo;

/// <summary>The shop's ordinary life: transactions of one row and of a thousand, some rolled back.</summary>
internal sealed class ShopWriter(IServiceScopeFactory scopes, int seed)
{
    private static readonly string[] Products = ["tea", "coffee", "mate", "cocoa"];
    private readonly Random _random = new(seed);

    /// <summary>The first orders: from here on the shop is open.</summary>
    public Task OpenAsync(CancellationToken cancellationToken) => WriteTransactionAsync(mayRollBack: false, cancellationToken);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                await WriteTransactionAsync(mayRollBack: true, cancellationToken);
                await Task.Delay(_random.Next(0, 20), cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The demo's time is up; an open transaction was rolled back.
        }
    }

    private async Task WriteTransactionAsync(bool mayRollBack, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ShopContext>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var customer = await AddOrRenameCustomerAsync(db, cancellationToken);
        await ShipAndForgetAsync(db, cancellationToken);

        // Mostly small, now and then large.
        var orders = _random.Next(10) switch { 0 => 300, < 4 => 10, _ => 1 };
        var placed = Enumerable.Range(0, orders).Select(_ => new Order { CustomerId = customer.Id, Note = Note() }).ToList();
        db.Orders.AddRange(placed);
        await db.SaveChangesAsync(cancellationToken);
        foreach (var order in placed)
        {
            db.OrderLines.AddRange(Enumerable.Range(1, _random.Next(1, 4)).Select(number => new OrderLine
            {
                OrderId = order.Id,
                Number = number,
                Product = Products[_random.Next(Products.Length)],
                Quantity = _random.Next(1, 10),
                Price = _random.Next(100, 10_000) / 100m,
            }));
        }

        await db.SaveChangesAsync(cancellationToken);
        if (mayRollBack && _random.Next(20) == 0)
        {
            await transaction.RollbackAsync(cancellationToken);
            return;
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private async Task<Customer> AddOrRenameCustomerAsync(ShopContext db, CancellationToken cancellationToken)
    {
        var known = await db.Customers.OrderBy(_ => EF.Functions.Random()).FirstOrDefaultAsync(cancellationToken);
        var customer = known is null || _random.Next(5) == 0
            ? db.Add(new Customer { Name = "" }).Entity
            : known;
        customer.Name = $"Customer {_random.Next(1_000_000)}";
        await db.SaveChangesAsync(cancellationToken);
        return customer;
    }

    private async Task ShipAndForgetAsync(ShopContext db, CancellationToken cancellationToken)
    {
        var oldest = await db.Orders.MinAsync(order => (long?)order.Id, cancellationToken) ?? 0;
        await db.Orders.Where(order => order.Id >= oldest + 100 && order.Id < oldest + 140 && order.Status != OrderStatus.Shipped)
            .ExecuteUpdateAsync(order => order.SetProperty(row => row.Status, row => row.Status + 1), cancellationToken);
        await db.OrderLines.Where(line => line.OrderId >= oldest + 50 && line.OrderId < oldest + 60)
            .ExecuteUpdateAsync(line => line.SetProperty(row => row.Quantity, row => row.Quantity + 1), cancellationToken);
        var forgotten = oldest + _random.Next(3);
        await db.Orders.Where(order => order.Id < forgotten).ExecuteDeleteAsync(cancellationToken);
    }

    private string? Note() => _random.Next(3) == 0 ? new string('n', _random.Next(1, 200)) : null;
}
