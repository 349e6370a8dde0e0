namespace PgCdc.Sdk.FailoverHost.Model;

/// <summary>A captured row of a partitioned table, which a changed key moves from one partition to another.</summary>
[CaptureChanges]
public sealed class Entry : ICapturedRow
{
    public required long Id { get; set; }

    public required Guid Tx { get; set; }

    public required int Version { get; set; }

    public required string Text { get; set; }
}
