using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PgCdc.Sdk.CrashHost.Killing;

/// <summary>Passes the step between the checkpoint's move and its commit.</summary>
internal sealed partial class CheckpointStep(KillSwitch kill) : DbCommandInterceptor
{
    public override ValueTask<int> NonQueryExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        // What follows the name sets it apart from the tables beside it.
        if (CheckpointTable().IsMatch(command.CommandText))
        {
            kill.Pass(KillStep.CheckpointMoved, $"{result} row");
        }

        return ValueTask.FromResult(result);
    }

    [GeneratedRegex(@"pgcdc\.checkpoint\s")]
    private static partial Regex CheckpointTable();
}
