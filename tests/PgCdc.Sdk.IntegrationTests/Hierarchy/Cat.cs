namespace PgCdc.Sdk.IntegrationTests.Hierarchy;

[CaptureChanges(ReplicaIdentity = CaptureReplicaIdentity.Full)]
public sealed class Cat : Animal
{
    public double? Purring { get; set; }
}
