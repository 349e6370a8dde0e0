using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PgCdc.Sdk.CrashHost.Killing;

/// <summary>Passes the step between the checkpoint's move and its commit.</summary>
internal sealed class CheckpointStep(KillSwitch kill) : DbCommandInterceptor
{
    public override ValueTask<int> NonQueryExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        // The space sets it apart from the tables beside it.
        if (command.CommandText.Contains("pgcdc.checkpoint ", StringComparison.Ordinal))
        {
            kill.Pass(KillStep.CheckpointMoved, $"{result} row");
        }

        return ValueTask.FromResult(result);
    }
}
