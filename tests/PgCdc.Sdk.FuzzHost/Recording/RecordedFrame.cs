namespace PgCdc.Sdk.FuzzHost.Recording;

/// <summary>What a server sent: a pgoutput message, or a row of a log.</summary>
/// <param name="At">The message's position; of a log row the transaction's identifier.</param>
/// <param name="Operation">Of a log row I, U, D or T; else 0.</param>
/// <param name="Payload">The bytes.</param>
internal readonly record struct RecordedFrame(ulong At, char Operation, byte[] Payload)
{
    public void Write(BinaryWriter writer)
    {
        writer.Write(At);
        writer.Write(Operation);
        writer.Write(Payload.Length);
        writer.Write(Payload);
    }

    public static RecordedFrame Read(BinaryReader reader)
    {
        var at = reader.ReadUInt64();
        var operation = reader.ReadChar();
        return new RecordedFrame(at, operation, reader.ReadBytes(reader.ReadInt32()));
    }
}
