namespace PgCdc.Sdk.IntegrationTests.Model;

/// <summary>A captured row with the key alone as its replica identity.</summary>
[CaptureChanges]
public sealed class Item
{
    public long Id { get; set; }

    public required string Name { get; set; }

    public string? Body { get; set; }

    public int Version { get; set; }
}
