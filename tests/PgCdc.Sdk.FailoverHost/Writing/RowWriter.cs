namespace PgCdc.Sdk.FailoverHost.Writing;

/// <summary>
/// Transactions of one to six changes of few keys, which other writers change too: upserts, updates, deletes, changed keys, savepoints; and
/// now and then one that stays open for long.
/// </summary>
internal sealed class RowWriter(string connectionString, int seed) : Writer(connectionString, seed)
{
    private static readonly string[] Kinds = ["accounts", "stock", "entries", "notes"];
    private static readonly string[] Operations = ["put", "put", "touch", "touch", "touch", "move", "move", "drop"];

    protected override async Task WriteAsync(TransactionScript transaction)
    {
        for (var steps = Random.Next(3) == 0 ? 1 : Random.Next(1, 7); steps > 0; steps--)
        {
            if (Random.Next(5) == 0)
            {
                await transaction.InSavepointAsync(
                    async () =>
                    {
                        await StepAsync(transaction);
                        await StepAsync(transaction);
                    },
                    isUndone: Random.Next(2) == 0);
            }
            else
            {
                await StepAsync(transaction);
            }

            // Others write between two statements of this transaction.
            await Task.Delay(Random.Next(60) == 0 ? Random.Next(500, 1500) : Random.Next(5));
        }
    }

    protected override TimeSpan Pause() => TimeSpan.FromMilliseconds(Random.Next(5, 60));

    private Task StepAsync(TransactionScript transaction)
    {
        var kind = Kinds[Random.Next(Kinds.Length)];
        return transaction.ChangeAsync(Operations[Random.Next(Operations.Length)], kind, Key(kind), Key(kind));
    }

    /// <summary>Few enough that the same row is changed again and again. The notes' lie below those that are written in bulk.</summary>
    private (long A, long B) Key(string kind) => kind == "stock" ? (Random.Next(1, 8), Random.Next(1, 8)) : (Random.Next(0, 150), 0);
}
