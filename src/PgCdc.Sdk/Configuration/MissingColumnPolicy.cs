namespace PgCdc.Sdk;

/// <summary>What to do where a captured property's column is not in the table.</summary>
public enum MissingColumnPolicy
{
    /// <summary>Stop, with a sentence that names the column.</summary>
    Stop = 0,

    /// <summary>
    /// Wait, in the state <see cref="PgCdcState.Waiting"/>, and look again every <see cref="PgCdcOptions.BusySlotInterval"/>: for deployments
    /// whose code may start before their migration. The slot keeps the write-ahead log meanwhile.
    /// </summary>
    Wait = 1,
}
