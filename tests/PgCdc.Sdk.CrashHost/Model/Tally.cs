namespace PgCdc.Sdk.CrashHost.Model;

/// <summary>
/// What became of a key: how many changes, and a hash over each and all before it. It is read, changed and written, so that a change
/// that is lost, doubled or out of order can never be made good by a later one.
/// </summary>
public sealed class Tally
{
    public required string Key { get; set; }

    public int Changes { get; set; }

    public required string Chain { get; set; }
}
