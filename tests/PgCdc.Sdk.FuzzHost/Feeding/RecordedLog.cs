using System.Runtime.CompilerServices;
using PgCdc.Sdk.CatchUp;
using PgCdc.Sdk.Checkpoints;
using PgCdc.Sdk.FuzzHost.Recording;

namespace PgCdc.Sdk.FuzzHost.Feeding;

/// <summary>A log whose rows are at hand.</summary>
internal sealed class RecordedLog(LogTable table, IReadOnlyList<RecordedFrame> frames, ReadOnlyMemory<byte>[] payloads) : ILogReader
{
    public IReadOnlyList<LogTable> Tables { get; } = [table];

    public PgSnapshot Snapshot { get; } = PgSnapshot.Parse("9000:9000:");

    public ulong PurgedBelow => 0;

    public Task<IReadOnlyList<LoggedTransaction>> ListAsync(PgSnapshot since, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The plan is made before.");

    public async IAsyncEnumerable<LogRow> ReadAsync(PgSnapshot since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await ValueTask.CompletedTask;
        for (var index = 0; index < payloads.Length; index++)
        {
            yield return new LogRow(frames[index].At, 0, frames[index].Operation, payloads[index]);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
