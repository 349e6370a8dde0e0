namespace PgCdc.Sdk.FailoverHost.Model;

/// <summary>A phantom as the consumer was told of it.</summary>
public sealed class PhantomLine
{
    public long Id { get; set; }

    public required long Xid { get; set; }

    /// <summary>The end of its commit record, where it had come through the stream.</summary>
    public required long? CommitLsn { get; set; }

    public required int Timeline { get; set; }

    /// <summary>The transaction that was last handled under this identifier when the consumer was told: identifiers come again later.</summary>
    public required Guid? Tx { get; set; }
}
