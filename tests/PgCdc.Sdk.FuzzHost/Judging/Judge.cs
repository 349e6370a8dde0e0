using PgCdc.Sdk.FuzzHost.Feeding;
using PgCdc.Sdk.FuzzHost.Recording;

namespace PgCdc.Sdk.FuzzHost.Judging;

/// <summary>Says what is wrong with how bytes were taken: whatever they are, they are read or refused by name and position, at a bounded price.</summary>
internal static class Judge
{
    /// <summary>
    /// What an exception, a binding of all properties and the first buffers take, and a numeric or two that have 131072 digits in ten bytes.
    /// </summary>
    private const long MostBytes = 2 * 1024 * 1024;

    /// <summary>What a byte may become: a truncate names a table in four, and each becomes a change.</summary>
    private const long MostBytesForEach = 128;

    private const byte Zeros = 0;
    private const byte Ones = 0xFF;

    /// <summary>Feeds and judges.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="frames">What to feed.</param>
    /// <param name="compare">Whether to feed it twice, with other bytes around it: what reads past an end then differs.</param>
    public static Verdict Try(IFeed feed, IReadOnlyList<RecordedFrame> frames, bool compare)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = feed.Run(frames, Zeros);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var outcome = result.Failure?.GetType().Name ?? "read";
        return new Verdict(outcome, result.Changes, FaultOf(result) ?? FaultOf(allocated, frames) ?? (compare ? FaultOf(result, feed.Run(frames, Ones)) : null));
    }

    private static string? FaultOf(FeedResult result) => result.Failure switch
    {
        null => null,
        ProtocolException or BindException or DecodeException when result.Positions.Any(position => Names(result.Failure, position)) => null,
        ProtocolException or BindException or DecodeException => $"a refusal without its position ({string.Join(" or ", result.Positions)}): {result.Failure.Message}",
        _ => $"an exception that is no refusal: {result.Failure}",
    };

    private static string? FaultOf(long allocated, IReadOnlyList<RecordedFrame> frames)
    {
        var length = frames.Sum(static frame => (long)frame.Payload.Length);
        return allocated <= MostBytes + (MostBytesForEach * length) ? null : $"{allocated} bytes allocated for {length} bytes of input";
    }

    private static string? FaultOf(FeedResult first, FeedResult second) => first.Fingerprint == second.Fingerprint
        ? null
        : $"other bytes around the frames lead to something else, so something reads past an end: {first.Fingerprint} | {second.Fingerprint}";

    /// <summary>The position as a whole word.</summary>
    private static bool Names(Exception failure, Lsn position)
    {
        var text = position.ToString();
        var at = failure.Message.IndexOf(text, StringComparison.Ordinal);
        return at >= 0 && (at + text.Length == failure.Message.Length || !char.IsAsciiHexDigit(failure.Message[at + text.Length]));
    }
}
