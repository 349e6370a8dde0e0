using Microsoft.Extensions.Logging.Abstractions;
using PgCdc.Sdk.Binding;
using PgCdc.Sdk.CatchUp;
using PgCdc.Sdk.Checkpoints;
using PgCdc.Sdk.Decoding;
using PgCdc.Sdk.Diagnostics;
using PgCdc.Sdk.Dispatch;
using PgCdc.Sdk.FuzzHost.Recording;
using PgCdc.Sdk.Hosting;

namespace PgCdc.Sdk.FuzzHost.Feeding;

/// <summary>Runs a catch-up over log rows, with everything real but the database.</summary>
internal sealed class LogFeed : IFeed
{
    private static readonly Lsn ReadUpTo = new(0x5000_0000);
    private static readonly PgSnapshot Since = PgSnapshot.Parse("1:1:");
    private readonly LogTable _table;
    private readonly IReadOnlyList<LoggedTransaction> _logged;

    public LogFeed(RecordedStream stream, IReadOnlyList<FieldProperty> fields)
    {
        Stream = stream;
        var pipeline = new EntityPipeline<AnyRow>(new AnyRowDecoder(stream.Table, fields));
        pipeline.AddHandler(new HandlerRegistration(typeof(Sink), 0));
        var log = new EntityLog("public", $"{stream.Table}_log", [], stream.HasFullOldRow);
        _table = new LogTable([(pipeline, pipeline.DefaultTable with { Log = log })], stream.LogColumns);
        _logged = [.. stream.Frames.GroupBy(static frame => frame.At).Select(static rows => new LoggedTransaction(rows.Key, new LogMark((long)rows.Key, 0), rows.Count()))];
    }

    public RecordedStream Stream { get; }

    public FeedResult Run(IReadOnlyList<RecordedFrame> frames, byte surroundings)
    {
        var sink = new Sink();
        var monitor = new ConsumerMonitor("fuzz");
        using var metrics = new PgCdcMetrics(monitor, null);
        var services = new ConsumerServices
        {
            Consumer = "fuzz",
            Options = new PgCdcOptions(),
            Clock = TimeProvider.System,
            Store = new SinkStore(sink),
            SourceDatabase = new NoDatabase([]),
            Monitor = monitor,
            Metrics = metrics,
            Observers = [typeof(Sink)],
            FailoverObservers = [],
            Messages = new MessageRoutes(),
        };
        var template = new CheckpointMove
        {
            Consumer = "fuzz",
            ExpectedVersion = 1,
            Slot = "fuzz",
            SystemId = "7300000000000000001",
            Timeline = 1,
            History = TimelineHistory.Empty,
            State = CheckpointState.CatchingUp,
            Lsn = ReadUpTo,
        };
        var rows = new RecordedLog(_table, frames, PaddedFrames.Lay(frames, surroundings));
        var run = new CatchUpRun(rows, CatchUpPlan.Make(Since, _logged, [], []), template, ReadUpTo, services, NullLogger<CatchUpRun>.Instance);
        try
        {
            var running = run.RunAsync(Since, CancellationToken.None);
            if (!running.IsCompleted)
            {
                throw new InvalidOperationException("The catch-up waits, though nothing is to be waited for.");
            }

            _ = running.GetAwaiter().GetResult();
            return new FeedResult(sink.Changes, sink.Sum, null, []);
        }
        catch (Exception exception)
        {
            return new FeedResult(sink.Changes, sink.Sum, exception, [ReadUpTo]);
        }
    }
}
