namespace PgCdc.Sdk.IntegrationTests.Hierarchy;

[CaptureChanges(ReplicaIdentity = CaptureReplicaIdentity.Full)]
public sealed class Puppy : Dog
{
    public string? Toy { get; set; }
}
