namespace PgCdc.Sdk.FailoverHost.Model;

/// <summary>A change as a handler was given it, in the order of handling.</summary>
public sealed class AuditLine
{
    public long Id { get; set; }

    /// <summary>One number for all that was handled as one transaction; another one where it was handled again.</summary>
    public required long Handling { get; set; }

    public required long Xid { get; set; }

    public required long CommitLsn { get; set; }

    public required int Timeline { get; set; }

    public required ChangeOrigin Origin { get; set; }

    public required long Ordinal { get; set; }

    /// <summary>The entity's name.</summary>
    public required string Kind { get; set; }

    public required ChangeOperation Operation { get; set; }

    public required string Key { get; set; }

    /// <summary>The key that an update took away.</summary>
    public string? OldKey { get; set; }

    /// <summary>The row's, unknown for a delete that sent its key alone.</summary>
    public int? Version { get; set; }

    public Guid? Tx { get; set; }
}
