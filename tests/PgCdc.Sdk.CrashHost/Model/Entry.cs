namespace PgCdc.Sdk.CrashHost.Model;

/// <summary>A captured row of which an old version sends its key alone.</summary>
[CaptureChanges]
public sealed class Entry
{
    public long Id { get; set; }

    public required string Text { get; set; }

    public int Version { get; set; }

    public string? Body { get; set; }
}
