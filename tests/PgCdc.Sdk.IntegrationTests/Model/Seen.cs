namespace PgCdc.Sdk.IntegrationTests.Model;

/// <summary>What a handler saw, written through its context: in the checkpoint's transaction, or not at all.</summary>
public sealed class Seen
{
    public long Id { get; set; }

    public required string Position { get; set; }

    public long Xid { get; set; }

    public string Origin { get; set; } = "";

    public required string Operation { get; set; }

    public required string Key { get; set; }

    public string? Value { get; set; }
}
