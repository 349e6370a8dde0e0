using Microsoft.EntityFrameworkCore;

namespace PgCdc.Sdk.IntegrationTests.Model;

/// <summary>A captured row whose old values come along, with a key of two columns.</summary>
[CaptureChanges(ReplicaIdentity = CaptureReplicaIdentity.Full)]
[PrimaryKey(nameof(ItemId), nameof(Number))]
public sealed class Part
{
    public required long ItemId { get; set; }

    public required int Number { get; set; }

    public required string Label { get; set; }

    public string? Drawing { get; set; }
}
