using PgCdc.Sdk.CatchUp;

namespace PgCdc.Sdk.FuzzHost.Recording;

/// <summary>All that a server sent of one table through one door.</summary>
internal sealed record RecordedStream(string Table, RecordedDoor Door, bool HasFullOldRow, IReadOnlyList<LogColumn> LogColumns, IReadOnlyList<RecordedFrame> Frames)
{
    public string Name => $"{Table} {Door}";

    public void Write(BinaryWriter writer)
    {
        writer.Write(Table);
        writer.Write((int)Door);
        writer.Write(HasFullOldRow);
        writer.Write(LogColumns.Count);
        foreach (var column in LogColumns)
        {
            writer.Write(column.Name);
            writer.Write(column.LogName);
            writer.Write(column.IsKey);
            writer.Write(column.IsOld);
            writer.Write(column.TypeOid);
            writer.Write(column.IsText);
        }

        WriteFrames(writer, Frames);
    }

    public static RecordedStream Read(BinaryReader reader)
    {
        var table = reader.ReadString();
        var door = (RecordedDoor)reader.ReadInt32();
        var hasFullOldRow = reader.ReadBoolean();
        var columns = new LogColumn[reader.ReadInt32()];
        for (var index = 0; index < columns.Length; index++)
        {
            columns[index] = new LogColumn(
                reader.ReadString(), reader.ReadString(), reader.ReadBoolean(), reader.ReadBoolean(), reader.ReadUInt32(), reader.ReadBoolean());
        }

        return new RecordedStream(table, door, hasFullOldRow, columns, ReadFrames(reader));
    }

    public static void WriteFrames(BinaryWriter writer, IReadOnlyList<RecordedFrame> frames)
    {
        writer.Write(frames.Count);
        foreach (var frame in frames)
        {
            frame.Write(writer);
        }
    }

    public static RecordedFrame[] ReadFrames(BinaryReader reader)
    {
        var frames = new RecordedFrame[reader.ReadInt32()];
        for (var index = 0; index < frames.Length; index++)
        {
            frames[index] = RecordedFrame.Read(reader);
        }

        return frames;
    }
}
