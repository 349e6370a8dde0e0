using PgCdc.Sdk.FuzzHost.Feeding;
using PgCdc.Sdk.FuzzHost.Recording;

namespace PgCdc.Sdk.Tests.Fuzz;

/// <summary>A feed that takes its recording as it should and anything else as the test says.</summary>
internal sealed class ScriptedFeed(Func<byte, FeedResult> take) : IFeed
{
    public static readonly Lsn At = new(0x3000);

    public RecordedStream Stream { get; } = new("items", RecordedDoor.Binary, false, [], [new RecordedFrame(At.Value, '\0', [1, 2, 3, 4])]);

    public FeedResult Run(IReadOnlyList<RecordedFrame> frames, byte surroundings) =>
        ReferenceEquals(frames, Stream.Frames) ? Read : take(surroundings);

    public static FeedResult Read { get; } = new(1, 0, null, []);

    public static FeedResult Refused(Exception failure) => new(0, 0, failure, [At]);
}
