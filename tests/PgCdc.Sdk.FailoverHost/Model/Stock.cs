using Microsoft.EntityFrameworkCore;

namespace PgCdc.Sdk.FailoverHost.Model;

/// <summary>A captured row of which an old version comes along whole, with a key of two columns.</summary>
[CaptureChanges(ReplicaIdentity = CaptureReplicaIdentity.Full)]
[PrimaryKey(nameof(Shelf), nameof(Place))]
public sealed class Stock : ICapturedRow
{
    public required int Shelf { get; set; }

    public required int Place { get; set; }

    public required Guid Tx { get; set; }

    public required int Version { get; set; }

    public required string Text { get; set; }
}
