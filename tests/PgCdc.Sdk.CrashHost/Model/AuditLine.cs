namespace PgCdc.Sdk.CrashHost.Model;

/// <summary>
/// A change as the source's own row triggers saw it, written in the changing transaction: the truth that the journal is held against.
/// </summary>
public sealed class AuditLine
{
    public long Seq { get; set; }

    public long Xid { get; set; }

    public required string Operation { get; set; }

    public required string Key { get; set; }

    public required string Value { get; set; }
}
