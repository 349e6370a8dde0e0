using System.Globalization;

namespace PgCdc.Sdk.Checkpoints;

/// <summary>
/// Which transactions were visible at a moment
/// (<see href="https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-PG-SNAPSHOT">pg_snapshot</see>), written
/// <c>xmin:xmax:xip,xip</c>.
/// </summary>
public sealed class PgSnapshot : IEquatable<PgSnapshot>
{
    private readonly ulong[] _inProgress;

    private PgSnapshot(ulong xmin, ulong xmax, ulong[] inProgress)
    {
        Xmin = xmin;
        Xmax = xmax;
        _inProgress = inProgress;
    }

    /// <summary>Every transaction below had ended.</summary>
    public ulong Xmin { get; }

    /// <summary>This transaction and all above had not begun.</summary>
    public ulong Xmax { get; }

    /// <summary>The transactions between that were in progress, ascending.</summary>
    public IReadOnlyList<ulong> InProgress => _inProgress;

    /// <summary>Reads the server's text.</summary>
    /// <exception cref="FormatException">The text is no snapshot.</exception>
    public static PgSnapshot Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(':');
        if (parts.Length == 3
            && ulong.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var xmin)
            && ulong.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var xmax)
            && TryParseList(parts[2], out var inProgress))
        {
            // A slot's exported snapshot may have xmax before xmin: it was built from the log, and its xmax moves only when something
            // commits. The server sees by xmin first, so it means this; as text it would not accept its own.
            return new PgSnapshot(xmin, Math.Max(xmin, xmax), inProgress);
        }

        throw new FormatException($"'{text}' is not a snapshot: xmin:xmax:xip,xip was expected.");
    }

    /// <summary>Whether a transaction that has committed was visible.</summary>
    public bool IsVisible(ulong xid) => xid < Xmin || (xid < Xmax && Array.BinarySearch(_inProgress, xid) < 0);

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Xmin}:{Xmax}:{string.Join(',', _inProgress)}");

    /// <inheritdoc />
    public bool Equals(PgSnapshot? other) =>
        other is not null && Xmin == other.Xmin && Xmax == other.Xmax && _inProgress.AsSpan().SequenceEqual(other._inProgress);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as PgSnapshot);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Xmin, Xmax, _inProgress.Length);

    private static bool TryParseList(string text, out ulong[] list)
    {
        var items = text.Length == 0 ? [] : text.Split(',');
        list = new ulong[items.Length];
        for (var index = 0; index < items.Length; index++)
        {
            if (!ulong.TryParse(items[index], NumberStyles.None, CultureInfo.InvariantCulture, out list[index]))
            {
                return false;
            }
        }

        Array.Sort(list);
        return true;
    }
}
