using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PgCdc.Sdk.CrashHost.Killing;

/// <summary>Passes the steps on both sides of a commit.</summary>
internal sealed class CommitSteps(KillSwitch kill) : DbTransactionInterceptor
{
    private int _commits;

    /// <summary>How many transactions this process has committed.</summary>
    public int Commits => Volatile.Read(ref _commits);

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        kill.Pass(KillStep.BeforeCommit, "");
        return ValueTask.FromResult(result);
    }

    public override Task TransactionCommittedAsync(
        DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _commits);
        kill.Pass(KillStep.AfterCommit, "");
        return Task.CompletedTask;
    }
}
