using Microsoft.Extensions.Logging.Abstractions;
using PgCdc.Sdk.Checkpoints;
using PgCdc.Sdk.Decoding;
using PgCdc.Sdk.Diagnostics;
using PgCdc.Sdk.Dispatch;
using PgCdc.Sdk.Failover;
using PgCdc.Sdk.FuzzHost.Recording;
using PgCdc.Sdk.Hosting;
using PgCdc.Sdk.Wal;

namespace PgCdc.Sdk.FuzzHost.Feeding;

/// <summary>Walks frames as a connection's session does: parser, binding, decoders, dispatch.</summary>
internal sealed class StreamFeed : IFeed
{
    private const int MaxBatch = 100;
    private readonly EntityCatalog _catalog;
    private readonly MessageRoutes _messages = new();
    private readonly IReadOnlyList<string> _columns;

    public StreamFeed(RecordedStream stream, IReadOnlyList<FieldProperty> fields)
    {
        Stream = stream;
        var pipeline = new EntityPipeline<AnyRow>(new AnyRowDecoder(stream.Table, fields));
        pipeline.AddHandler(new HandlerRegistration(typeof(Sink), 0));
        _catalog = new EntityCatalog([pipeline], null);
        _messages.Add(SampleTable.MessagePrefix, typeof(Sink));
        _columns = [.. fields.Select(static field => field.Column).Distinct()];
    }

    public RecordedStream Stream { get; }

    /// <summary>The types of a stream's columns, as far as the walker finds out.</summary>
    public static IReadOnlyDictionary<string, uint> TypesOf(RecordedStream stream)
    {
        var sink = new Sink();
        var key = new FieldProperty("Id", typeof(long), FieldDecoders.Int64) { Column = "id", IsKey = true };
        return new StreamFeed(stream, [key]).Run(stream.Frames, 0, sink).Failure is { } failure
            ? throw new InvalidOperationException($"What the server sent of {stream.Name} is not read: {failure.Message}", failure)
            : sink.Types;
    }

    public FeedResult Run(IReadOnlyList<RecordedFrame> frames, byte surroundings) => Run(frames, surroundings, new Sink());

    private FeedResult Run(IReadOnlyList<RecordedFrame> frames, byte surroundings, Sink sink)
    {
        var payloads = PaddedFrames.Lay(frames, surroundings);
        var unit = new UnitOfWork(new SinkScope(sink), [sink], new RecentChanges(capacity: 100), MaxBatch);
        using var metrics = new PgCdcMetrics(new ConsumerMonitor("fuzz"), null);
        var walker = new StreamWalker(
            _catalog,
            new StreamWalkerContext
            {
                SystemId = "7300000000000000001",
                History = TimelineHistory.Empty,
                ResumedFrom = default,
                HasObservers = true,
                Messages = _messages,
                Columns = new SourceColumns(new NoDatabase(_columns), "fuzz", metrics),
                XidReference = 700,
                AttemptAt = static _ => 1,
            },
            NullLogger.Instance);
        for (var index = 0; index < payloads.Length; index++)
        {
            var at = new Lsn(frames[index].At);
            try
            {
                Complete(walker.WalkAsync(new WalFrame(at, payloads[index]), unit, CancellationToken.None));
            }
            catch (Exception exception)
            {
                return new FeedResult(sink.Changes, sink.Sum, exception, [at, walker.Position.CommitLsn]);
            }
        }

        return new FeedResult(sink.Changes, sink.Sum, null, []);
    }

    /// <summary>Nothing here waits for anything: a walk that does would be a hang.</summary>
    private static void Complete(ValueTask<WalkStep> walk)
    {
        if (!walk.IsCompleted)
        {
            throw new InvalidOperationException("The walk waits, though nothing is to be waited for.");
        }

        _ = walk.GetAwaiter().GetResult();
    }
}
