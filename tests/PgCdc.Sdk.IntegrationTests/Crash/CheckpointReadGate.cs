using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PgCdc.Sdk.IntegrationTests.Crash;

/// <summary>Holds a runner's first look at its checkpoint, just before or just behind it, until the test lets it go on.</summary>
internal sealed class CheckpointReadGate(bool isBefore) : DbCommandInterceptor
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Reached => _reached.Task;

    public void Open() => _opened.TrySetResult();

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (isBefore)
        {
            await HoldAsync(command, cancellationToken);
        }

        return result;
    }

    public override async ValueTask<InterceptionResult> DataReaderClosingAsync(
        DbCommand command, DataReaderClosingEventData eventData, InterceptionResult result)
    {
        if (!isBefore)
        {
            await HoldAsync(command, CancellationToken.None);
        }

        return result;
    }

    private async Task HoldAsync(DbCommand command, CancellationToken cancellationToken)
    {
        // The space sets it apart from the tables beside it.
        if (command.CommandText.Contains("pgcdc.checkpoint ", StringComparison.Ordinal))
        {
            _reached.TrySetResult();
            await _opened.Task.WaitAsync(cancellationToken);
        }
    }
}
