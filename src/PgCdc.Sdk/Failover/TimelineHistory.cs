using System.Globalization;

namespace PgCdc.Sdk.Failover;

/// <summary>
/// Reads a <see href="https://www.postgresql.org/docs/current/continuous-archiving.html#BACKUP-TIMELINES">timeline history file</see>:
/// a line per ancestor with its number and the position at which it was left.
/// </summary>
internal static class TimelineHistory
{
    /// <summary>Where the timeline was left; <see langword="null"/> where it is no ancestor.</summary>
    public static Lsn? SwitchPoint(string history, uint timeline)
    {
        foreach (var line in history.Split('\n'))
        {
            var fields = line.Split((char[]?)null, 3, StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length >= 2
                && uint.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ancestor)
                && ancestor == timeline
                && Lsn.TryParse(fields[1], out var switchPoint))
            {
                return switchPoint;
            }
        }

        return null;
    }
}
