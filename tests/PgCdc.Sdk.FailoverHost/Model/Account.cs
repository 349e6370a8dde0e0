namespace PgCdc.Sdk.FailoverHost.Model;

/// <summary>A captured row of which an old version sends its key alone, with a value that lies out of line.</summary>
[CaptureChanges]
public sealed class Account : ICapturedRow
{
    public required long Id { get; set; }

    public required Guid Tx { get; set; }

    public required int Version { get; set; }

    public required string Text { get; set; }

    /// <summary>Large, stored uncompressed, and left alone by updates: the stream does not send it then.</summary>
    public string? Body { get; set; }
}
