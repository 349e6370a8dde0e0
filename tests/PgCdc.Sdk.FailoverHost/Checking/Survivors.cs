using Microsoft.EntityFrameworkCore;
using PgCdc.Sdk.FailoverHost.Model;

namespace PgCdc.Sdk.FailoverHost.Checking;

/// <summary>The truth: what the surviving primary has.</summary>
internal sealed class Survivors
{
    private readonly string _source;

    private Survivors(string source) => _source = source;

    /// <summary>The committed transactions, with how many changes each has.</summary>
    public required IReadOnlyDictionary<Guid, int> Transactions { get; init; }

    public static async Task<Survivors> ReadAsync(string source)
    {
        await using var context = FailoverContext.Open(source);
        return new Survivors(source)
        {
            Transactions = await context.Set<Marker>().AsNoTracking().ToDictionaryAsync(row => row.Tx, row => row.Changes),
        };
    }

    /// <summary>The lower half of a transaction's identifier.</summary>
    public async Task<string> XidOfAsync(Guid tx)
    {
        await using var context = FailoverContext.Open(_source);
        return await context.Database.SqlQuery<string>($"SELECT xmin::text AS \"Value\" FROM marker WHERE tx = {tx}").SingleAsync();
    }

    /// <summary>The rows of all tables, by kind and by key.</summary>
    public async Task<IReadOnlyDictionary<string, Dictionary<string, RowState>>> RowsAsync() => new Dictionary<string, Dictionary<string, RowState>>
    {
        [nameof(Account)] = await RowsAsync(AccountDecoder.Instance),
        [nameof(Stock)] = await RowsAsync(StockDecoder.Instance),
        [nameof(Entry)] = await RowsAsync(EntryDecoder.Instance),
        [nameof(Note)] = await RowsAsync(NoteDecoder.Instance),
    };

    private async Task<Dictionary<string, RowState>> RowsAsync<T>(EntityShape<T> shape)
        where T : class, ICapturedRow
    {
        await using var context = FailoverContext.Open(_source);
        var rows = new Dictionary<string, RowState>();
        await foreach (var row in context.Set<T>().AsNoTracking().AsAsyncEnumerable())
        {
            rows.Add($"{shape.GetKey(row)}", new RowState(row.Version, true, row.Tx));
        }

        return rows;
    }
}
