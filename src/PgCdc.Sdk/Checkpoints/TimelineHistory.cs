using System.Globalization;

namespace PgCdc.Sdk.Checkpoints;

/// <summary>
/// The way a server's history took: the timelines it came by and where it left each
/// (<see href="https://www.postgresql.org/docs/current/continuous-archiving.html#BACKUP-TIMELINES">timelines</see>). Two histories tell
/// up to where two servers, or a checkpoint and a server, have the same past. A timeline's number alone does not: two standbys that
/// are promoted without knowing of each other choose the same one.
/// </summary>
public sealed class TimelineHistory : IEquatable<TimelineHistory>
{
    /// <summary>A history that is not known, or the first timeline's.</summary>
    public static readonly TimelineHistory Empty = new(1, []);

    private readonly (uint Timeline, Lsn End)[] _left;

    private TimelineHistory(uint timeline, (uint Timeline, Lsn End)[] left)
    {
        Timeline = timeline;
        _left = left;
    }

    /// <summary>The present timeline.</summary>
    public uint Timeline { get; }

    /// <summary>A timeline of which no ancestor is known.</summary>
    public static TimelineHistory Of(uint timeline) => timeline == 1 ? Empty : new(timeline, []);

    /// <summary>Reads a timeline's history file: a line per ancestor with its number and the position at which it was left.</summary>
    public static TimelineHistory ParseFile(uint timeline, string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var left = new List<(uint, Lsn)>();
        foreach (var line in file.Split('\n'))
        {
            var fields = line.Split((char[]?)null, 3, StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length >= 2
                && uint.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ancestor)
                && Lsn.TryParse(fields[1], out var end))
            {
                left.Add((ancestor, end));
            }
        }

        return new TimelineHistory(timeline, [.. left]);
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">The text is no history.</exception>
    public static TimelineHistory Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var left = new (uint, Lsn)[Math.Max(0, parts.Length - 1)];
        for (var index = 0; index < left.Length; index++)
        {
            var fields = parts[index].Split('@');
            left[index] = fields.Length == 2
                && uint.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var timeline)
                && Lsn.TryParse(fields[1], out var end)
                ? (timeline, end)
                : throw NotOne(text);
        }

        return parts.Length > 0 && uint.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var present)
            ? new TimelineHistory(present, left)
            : throw NotOne(text);
    }

    /// <summary>
    /// Where this history and another one part: everything that ends at or before it is in both. <see langword="null"/> where they do
    /// not: this one ends in the other one's past without having left it, or they are the same.
    /// </summary>
    /// <param name="other">The other history.</param>
    /// <param name="isAhead">Whether the other one's timeline is an ancestor of this one's: it is the past, not another present.</param>
    public Lsn? ForkFrom(TimelineHistory other, out bool isAhead)
    {
        ArgumentNullException.ThrowIfNull(other);
        isAhead = false;
        var common = 0;
        while (common < _left.Length && common < other._left.Length && _left[common] == other._left[common])
        {
            common++;
        }

        var (mine, theirs) = (StepAt(common), other.StepAt(common));
        if (mine.Timeline != theirs.Timeline)
        {
            // Both left the same ancestor at the same position, for timelines of their own.
            return common == 0 ? Lsn.Zero : _left[common - 1].End;
        }

        if (mine.End is { } left && theirs.End is null)
        {
            isAhead = true;
            return left;
        }

        return (mine.End, theirs.End) switch
        {
            ({ } here, { } there) => here < there ? here : there,
            (null, { } there) => there,
            _ => null,
        };
    }

    /// <summary>The timeline that a position lies on, in this history.</summary>
    public uint TimelineAt(Lsn position)
    {
        foreach (var (timeline, end) in _left)
        {
            if (position <= end)
            {
                return timeline;
            }
        }

        return Timeline;
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{string.Concat(_left.Select(static step => $"{step.Timeline}@{step.End} "))}{Timeline}");

    /// <inheritdoc />
    public bool Equals(TimelineHistory? other) => other is not null && Timeline == other.Timeline && _left.AsSpan().SequenceEqual(other._left);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as TimelineHistory);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Timeline, _left.Length);

    private static FormatException NotOne(string text) => new($"'{text}' is no timeline history: 1@0/3000000 2@0/5000000 3 was expected.");

    private (uint Timeline, Lsn? End) StepAt(int index) => index < _left.Length ? (_left[index].Timeline, _left[index].End) : (Timeline, null);
}
