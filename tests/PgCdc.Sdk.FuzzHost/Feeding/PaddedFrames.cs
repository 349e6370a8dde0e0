using PgCdc.Sdk.FuzzHost.Recording;

namespace PgCdc.Sdk.FuzzHost.Feeding;

/// <summary>Frames in one buffer, as in the stream's blocks, with something else between them: who reads past an end reads that.</summary>
internal static class PaddedFrames
{
    private const int Padding = 32;

    public static ReadOnlyMemory<byte>[] Lay(IReadOnlyList<RecordedFrame> frames, byte surroundings)
    {
        var buffer = new byte[Padding + frames.Sum(static frame => frame.Payload.Length + Padding)];
        buffer.AsSpan().Fill(surroundings);
        var laid = new ReadOnlyMemory<byte>[frames.Count];
        var at = Padding;
        for (var index = 0; index < laid.Length; index++)
        {
            var payload = frames[index].Payload;
            payload.CopyTo(buffer, at);
            laid[index] = buffer.AsMemory(at, payload.Length);
            at += payload.Length + Padding;
        }

        return laid;
    }
}
