namespace PgCdc.Sdk;

/// <summary>The names under which PgCdc.Sdk can be observed.</summary>
public static class PgCdcTelemetry
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "PgCdc.Sdk";
}
