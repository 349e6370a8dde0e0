namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>
/// Dates and times as DateStyle ISO writes them
/// (<see href="https://www.postgresql.org/docs/current/datatype-datetime.html#DATATYPE-DATETIME-OUTPUT">Date/Time Output</see>,
/// EncodeDateOnly, EncodeDateTime and EncodeTimezone of datetime.c).
/// </summary>
internal static class TimestampText
{
    private const string Expected = "a timestamp of DateStyle ISO (set datestyle = 'ISO' for the connection)";

    /// <summary>The calendar is the same again after so many years.</summary>
    private const int YearsPerCycle = 400;
    private const long DaysPerCycle = 146_097;

    /// <summary>PostgreSQL's last year is 5874897.</summary>
    private const int MaxYearDigits = 7;

    /// <summary>Reads a timestamp: of UTC where it comes with an offset, else of no kind.</summary>
    /// <param name="field">The value.</param>
    /// <param name="withOffset">Whether the type has an offset; <see langword="null"/> where the type is not known.</param>
    public static DateTime Read(in Field field, bool? withOffset)
    {
        if (IsInfinity(field, out var isPositive))
        {
            return isPositive ? DateTime.MaxValue : DateTime.MinValue;
        }

        var cursor = new TextCursor(field.Bytes);
        if (!TryDate(ref cursor, out var year, out var month, out var day)
            || !cursor.TrySkip((byte)' ')
            || !TryTimeOfDay(ref cursor, out var microseconds)
            || !TryOffset(ref cursor, out var offset)
            || (withOffset ?? offset is not null) != offset is not null
            || !TryEnd(ref cursor, out var isBeforeChrist))
        {
            FieldFaults.FailText(field, Expected);
            return default;
        }

        // Local time may lie in the year before the first or behind the last, and the moment itself not.
        var astronomical = isBeforeChrist ? 1 - year : year;
        if (astronomical < 0 || astronomical > DateTime.MaxValue.Year + 1)
        {
            PgTime.FailYear(field, "timestamp");
        }

        var cycles = astronomical == 0 ? -1 : astronomical > DateTime.MaxValue.Year ? 1 : 0;
        var likeYear = astronomical - (cycles * YearsPerCycle);
        if (!IsDate(likeYear, month, day))
        {
            FieldFaults.FailText(field, Expected);
        }

        var ticks = new DateTime((int)likeYear, (int)month, (int)day).Ticks
            + (cycles * DaysPerCycle * TimeSpan.TicksPerDay)
            + (microseconds * TimeSpan.TicksPerMicrosecond)
            - ((offset ?? 0) * TimeSpan.TicksPerSecond);
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
        {
            PgTime.FailYear(field, "timestamp");
        }

        return new DateTime(ticks, offset is null ? DateTimeKind.Unspecified : DateTimeKind.Utc);
    }

    /// <summary>Reads a date.</summary>
    public static DateOnly ReadDate(in Field field)
    {
        if (IsInfinity(field, out var isPositive))
        {
            return isPositive ? DateOnly.MaxValue : DateOnly.MinValue;
        }

        var cursor = new TextCursor(field.Bytes);
        if (!TryDate(ref cursor, out var year, out var month, out var day) || !TryEnd(ref cursor, out var isBeforeChrist))
        {
            FieldFaults.FailText(field, "a date of DateStyle ISO (set datestyle = 'ISO' for the connection)");
            return default;
        }

        if (isBeforeChrist || year > DateOnly.MaxValue.Year)
        {
            PgTime.FailYear(field, "date");
        }

        if (!IsDate(year, month, day))
        {
            FieldFaults.FailText(field, "a date");
        }

        return new DateOnly((int)year, (int)month, (int)day);
    }

    /// <summary>Takes <c>hh:mm:ss</c> with up to six digits of a fraction.</summary>
    public static bool TryTimeOfDay(ref TextCursor cursor, out long microseconds)
    {
        microseconds = 0;
        if (!cursor.TryNumber(2, 2, out var hours)
            || !cursor.TrySkip((byte)':')
            || !cursor.TryNumber(2, 2, out var minutes)
            || !cursor.TrySkip((byte)':')
            || !cursor.TryNumber(2, 2, out var seconds)
            || !cursor.TryFraction(out var fraction)
            || minutes > 59
            || seconds > 59)
        {
            return false;
        }

        microseconds = (hours * PgTime.MicrosecondsPerHour)
            + (minutes * PgTime.MicrosecondsPerMinute)
            + (seconds * PgTime.MicrosecondsPerSecond)
            + fraction;
        return microseconds <= PgTime.MicrosecondsPerDay;
    }

    /// <summary>Takes <c>yyyy-mm-dd</c>; the year has more digits where it needs them.</summary>
    private static bool TryDate(ref TextCursor cursor, out long year, out long month, out long day)
    {
        month = day = 0;
        return cursor.TryNumber(4, MaxYearDigits, out year)
            && cursor.TrySkip((byte)'-')
            && cursor.TryNumber(2, 2, out month)
            && cursor.TrySkip((byte)'-')
            && cursor.TryNumber(2, 2, out day);
    }

    /// <summary>Takes <c>+hh</c>, <c>+hh:mm</c> or <c>+hh:mm:ss</c>, in seconds east of Greenwich; <see langword="null"/> where there is none.</summary>
    public static bool TryOffset(ref TextCursor cursor, out long? seconds)
    {
        seconds = null;
        var isNegative = cursor.TrySkip((byte)'-');
        if (!isNegative && !cursor.TrySkip((byte)'+'))
        {
            return true;
        }

        long minutes = 0;
        long rest = 0;
        if (!cursor.TryNumber(2, 2, out var hours)
            || (cursor.TrySkip((byte)':') && !cursor.TryNumber(2, 2, out minutes))
            || (cursor.TrySkip((byte)':') && !cursor.TryNumber(2, 2, out rest)))
        {
            return false;
        }

        var total = (((hours * 60) + minutes) * 60) + rest;
        seconds = isNegative ? -total : total;
        return true;
    }

    private static bool TryEnd(ref TextCursor cursor, out bool isBeforeChrist)
    {
        isBeforeChrist = cursor.TrySkip(" BC"u8);
        return cursor.IsAtEnd;
    }

    private static bool IsInfinity(in Field field, out bool isPositive)
    {
        isPositive = field.Bytes.SequenceEqual("infinity"u8);
        return isPositive || field.Bytes.SequenceEqual("-infinity"u8);
    }

    private static bool IsDate(long year, long month, long day) =>
        year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth((int)year, (int)month);
}
