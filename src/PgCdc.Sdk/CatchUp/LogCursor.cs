namespace PgCdc.Sdk.CatchUp;

/// <summary>Walks the rows of the missing transactions, with a look at the next one. Rows of handled ones pass unseen.</summary>
internal sealed class LogCursor(IAsyncEnumerator<LogRow> rows, CatchUpPlan plan) : IAsyncDisposable
{
    private bool _hasCurrent;
    private bool _isAtEnd;

    /// <summary>The row at hand; only after <see cref="MoveAsync"/> said that there is one.</summary>
    public LogRow Current => rows.Current;

    /// <summary>The transaction of the row at hand.</summary>
    public LoggedTransaction Transaction { get; private set; }

    /// <summary>Goes to the next row, unless one is at hand.</summary>
    public async ValueTask<bool> MoveAsync()
    {
        while (!_hasCurrent && !_isAtEnd)
        {
            if (!await rows.MoveNextAsync().ConfigureAwait(false))
            {
                _isAtEnd = true;
            }
            else if (plan.IsMissing(rows.Current.Xid, out var transaction))
            {
                Transaction = transaction;
                _hasCurrent = true;
            }
        }

        return _hasCurrent;
    }

    /// <summary>The row at hand is done with.</summary>
    public void Advance() => _hasCurrent = false;

    public ValueTask DisposeAsync() => rows.DisposeAsync();
}
