namespace PgCdc.Sdk.Hosting;

/// <summary>How often the transaction at hand has failed. One transaction at a time can fail: nothing behind it is handled meanwhile.</summary>
internal sealed class RetryLedger
{
    private Lsn _commitLsn;
    private int _failures;

    public bool IsRetrying => _failures > 0;

    /// <summary>How often the failed transaction has failed.</summary>
    public int Failures => _failures;

    public int AttemptAt(Lsn commitLsn) => IsRetrying && commitLsn == _commitLsn ? _failures + 1 : 1;

    public void Failed(Lsn commitLsn)
    {
        _failures = commitLsn == _commitLsn ? _failures + 1 : 1;
        _commitLsn = commitLsn;
    }

    /// <summary>Something was stored; once it is behind the failed transaction, that one is done.</summary>
    public void Progressed(Lsn stored)
    {
        if (stored > _commitLsn)
        {
            _failures = 0;
            _commitLsn = Lsn.Zero;
        }
    }
}
