using PgCdc.Sdk.FuzzHost.Recording;

namespace PgCdc.Sdk.FuzzHost.Feeding;

/// <summary>The feeds of recorded streams.</summary>
internal static class Feeds
{
    public static IReadOnlyList<IFeed> Of(IReadOnlyList<RecordedStream> streams) =>
    [
        .. streams.GroupBy(static stream => stream.Table).SelectMany(static table =>
        {
            var fields = ReadableFields.Of(table);
            return table.Select(stream => (IFeed)(stream.Door == RecordedDoor.Log ? new LogFeed(stream, fields) : new StreamFeed(stream, fields)));
        }),
    ];
}
