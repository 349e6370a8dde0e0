namespace PgCdc.Sdk.FailoverHost.Model;

/// <summary>A captured row of a table that is filled in bulk and truncated now and then.</summary>
[CaptureChanges]
public sealed class Note : ICapturedRow
{
    public required long Id { get; set; }

    public required Guid Tx { get; set; }

    public required int Version { get; set; }

    public required string Text { get; set; }
}
