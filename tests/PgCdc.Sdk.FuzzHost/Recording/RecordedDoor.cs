namespace PgCdc.Sdk.FuzzHost.Recording;

/// <summary>How the bytes came.</summary>
internal enum RecordedDoor
{
    /// <summary>pgoutput with values in their binary format.</summary>
    Binary,

    /// <summary>pgoutput with values as text.</summary>
    Text,

    /// <summary>Rows of a log table.</summary>
    Log,
}
