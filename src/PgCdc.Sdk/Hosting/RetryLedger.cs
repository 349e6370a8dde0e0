using PgCdc.Sdk.Checkpoints;

namespace PgCdc.Sdk.Hosting;

/// <summary>
/// How often the transaction at hand has failed. One transaction at a time can fail: nothing behind it is handled meanwhile. It is known
/// by its identifier, which it keeps whichever door it comes through.
/// </summary>
internal sealed class RetryLedger
{
    private ulong _xid;
    private int _failures;

    public bool IsRetrying => _failures > 0;

    /// <summary>How often the failed transaction has failed.</summary>
    public int Failures => _failures;

    public int AttemptAt(ulong xid) => IsRetrying && xid == _xid ? _failures + 1 : 1;

    public void Failed(ulong xid)
    {
        _failures = xid == _xid ? _failures + 1 : 1;
        _xid = xid;
    }

    /// <summary>A unit of work was stored; if the failed transaction is in it, or what failed was none, that is done.</summary>
    public void Stored(HandledUnit? unit)
    {
        if (IsRetrying && (_xid == 0 || (unit is not null && unit.Transactions.Any(transaction => transaction.Xid == _xid))))
        {
            Forget();
        }
    }

    /// <summary>What failed will not come again.</summary>
    public void Forget()
    {
        _failures = 0;
        _xid = 0;
    }
}
