namespace PgCdc.Sdk.CrashHost.Model;

/// <summary>A transaction of the source that the new slot's snapshot showed.</summary>
public sealed class Copied
{
    public long Xid { get; set; }

    public long ConsistentPoint { get; set; }
}
