namespace PgCdc.Sdk.IntegrationTests.Hierarchy;

[CaptureChanges(ReplicaIdentity = CaptureReplicaIdentity.Full)]
public class Dog : Animal
{
    public int Tricks { get; set; }
}
