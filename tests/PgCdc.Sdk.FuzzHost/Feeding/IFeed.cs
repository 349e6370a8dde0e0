using PgCdc.Sdk.FuzzHost.Recording;

namespace PgCdc.Sdk.FuzzHost.Feeding;

/// <summary>Gives frames to what reads them in earnest.</summary>
internal interface IFeed
{
    RecordedStream Stream { get; }

    /// <param name="frames">The frames.</param>
    /// <param name="surroundings">The byte that lies around each frame in memory.</param>
    FeedResult Run(IReadOnlyList<RecordedFrame> frames, byte surroundings);
}
