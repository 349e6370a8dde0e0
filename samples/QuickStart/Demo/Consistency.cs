using Microsoft.EntityFrameworkCore;
using QuickStart.Shop;

namespace QuickStart.Demo;

/// <summary>Compares the read model with the source, row by row.</summary>
internal static class Consistency
{
    /// <summary>What differs, a sentence a row; at most the first ten.</summary>
    public static async Task<IReadOnlyList<string>> CompareAsync(ShopContext db, CancellationToken cancellationToken)
    {
        var customers = await db.Customers.AsNoTracking().ToDictionaryAsync(row => row.Id, row => row.Name, cancellationToken);
        var customerCards = await db.CustomerCards.AsNoTracking().ToDictionaryAsync(row => row.Id, row => row.Name, cancellationToken);
        var lines = (await db.OrderLines.AsNoTracking().ToListAsync(cancellationToken)).ToLookup(line => line.OrderId);
        var orders = (await db.Orders.AsNoTracking().ToListAsync(cancellationToken)).ToDictionary(
            order => order.Id,
            order => (order.CustomerId, order.Status, lines[order.Id].Count(), lines[order.Id].Sum(line => line.Quantity * line.Price)));
        var orderCards = await db.OrderCards.AsNoTracking().ToDictionaryAsync(
            card => card.Id, card => (card.CustomerId, card.Status, card.Lines, card.Total), cancellationToken);
        return [.. Differences("customer", customers, customerCards).Concat(Differences("order", orders, orderCards)).Take(10)];
    }

    private static IEnumerable<string> Differences<T>(string what, Dictionary<long, T> source, Dictionary<long, T> copy)
        where T : notnull
    {
        foreach (var (id, row) in source)
        {
            if (!copy.TryGetValue(id, out var card))
            {
                yield return $"{what} {id} is missing in the read model: {row}";
            }
            else if (!card.Equals(row))
            {
                yield return $"{what} {id} is {row} in the source but {card} in the read model";
            }
        }

        foreach (var id in copy.Keys.Where(id => !source.ContainsKey(id)))
        {
            yield return $"{what} {id} is in the read model only: {copy[id]}";
        }
    }
}
