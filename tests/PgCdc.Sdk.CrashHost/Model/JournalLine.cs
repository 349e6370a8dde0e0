namespace PgCdc.Sdk.CrashHost.Model;

/// <summary>A change as a handler was given it.</summary>
public sealed class JournalLine
{
    public long Id { get; set; }

    public required long CommitLsn { get; set; }

    public required long Ordinal { get; set; }

    public required long Xid { get; set; }

    public required string Operation { get; set; }

    public required string Key { get; set; }

    public required string Value { get; set; }

    /// <summary>The run of the process that handled it.</summary>
    public required int Run { get; set; }
}
