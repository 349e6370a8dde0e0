using Microsoft.EntityFrameworkCore;

namespace PgCdc.Sdk.CrashHost.Model;

/// <summary>A captured row of which an old version comes along whole, with a key of two columns.</summary>
[CaptureChanges(ReplicaIdentity = CaptureReplicaIdentity.Full)]
[PrimaryKey(nameof(Shelf), nameof(Place))]
public sealed class Stock
{
    public required int Shelf { get; set; }

    public required int Place { get; set; }

    public int Quantity { get; set; }

    public required string Label { get; set; }
}
