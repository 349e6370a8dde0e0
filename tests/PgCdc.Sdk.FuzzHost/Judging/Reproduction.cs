using PgCdc.Sdk.FuzzHost.Feeding;
using PgCdc.Sdk.FuzzHost.Recording;

namespace PgCdc.Sdk.FuzzHost.Judging;

/// <summary>The bytes that led to a violation, in a file that needs no server to be fed again.</summary>
/// <param name="Streams">What was recorded of the table: the entity's properties follow from it.</param>
/// <param name="Stream">Which of the streams was damaged.</param>
/// <param name="Frames">The damaged frames.</param>
internal sealed record Reproduction(IReadOnlyList<RecordedStream> Streams, int Stream, IReadOnlyList<RecordedFrame> Frames)
{
    public void Save(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        using var writer = new BinaryWriter(File.Create(file));
        writer.Write(Streams.Count);
        foreach (var stream in Streams)
        {
            stream.Write(writer);
        }

        writer.Write(Stream);
        RecordedStream.WriteFrames(writer, Frames);
    }

    public static Reproduction Load(string file)
    {
        using var reader = new BinaryReader(File.OpenRead(file));
        var streams = new RecordedStream[reader.ReadInt32()];
        for (var index = 0; index < streams.Length; index++)
        {
            streams[index] = RecordedStream.Read(reader);
        }

        return new Reproduction(streams, reader.ReadInt32(), RecordedStream.ReadFrames(reader));
    }

    /// <summary>Feeds the bytes again.</summary>
    public Verdict Replay() => Judge.Try(Feeds.Of(Streams)[Stream], Frames, compare: true);
}
