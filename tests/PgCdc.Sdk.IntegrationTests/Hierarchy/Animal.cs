namespace PgCdc.Sdk.IntegrationTests.Hierarchy;

/// <summary>The base of a table per hierarchy: its rows are of the classes that derive from it.</summary>
[CaptureChanges(ReplicaIdentity = CaptureReplicaIdentity.Full)]
public abstract class Animal
{
    public int Id { get; set; }

    public required string Name { get; set; }
}
