using PgCdc.Sdk.Checkpoints;

namespace PgCdc.Sdk.CatchUp;

/// <summary>A mark's time.</summary>
internal static class LogTime
{
    /// <summary>What PostgreSQL counts microseconds from.</summary>
    public static readonly DateTime Epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static DateTimeOffset Of(LogMark mark) => new(Epoch.AddTicks(mark.At * TimeSpan.TicksPerMicrosecond));
}
