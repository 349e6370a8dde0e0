namespace PgCdc.Sdk.FailoverHost.Checking;

/// <summary>What the audit makes of one key: how many changes it has seen, and whether there is a row by now.</summary>
internal readonly record struct RowState(int Version, bool Exists, Guid? Tx);
