namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>
/// Intervals as IntervalStyle <c>postgres</c> and <c>iso_8601</c> write them
/// (<see href="https://www.postgresql.org/docs/current/datatype-datetime.html#DATATYPE-INTERVAL-OUTPUT">Interval Output</see>,
/// EncodeInterval of datetime.c). The other two styles are refused: sql_standard's signs reach over several parts.
/// </summary>
internal static class IntervalText
{
    /// <summary>More than PostgreSQL needs, and far from overflow.</summary>
    private const int MaxDigits = 10;
    private const int MonthsPerYear = 12;

    public static PgInterval Read(in Field field)
    {
        if (field.Bytes.SequenceEqual("infinity"u8))
        {
            return PgInterval.Infinity;
        }

        if (field.Bytes.SequenceEqual("-infinity"u8))
        {
            return PgInterval.MinusInfinity;
        }

        var cursor = new TextCursor(field.Bytes);
        var isRead = cursor.TrySkip((byte)'P') ? TryIso(ref cursor, out var interval) : TryPostgres(ref cursor, out interval);
        if (!isRead || !cursor.IsAtEnd)
        {
            FieldFaults.FailText(
                field, "an interval of IntervalStyle postgres or iso_8601 (set intervalstyle = 'postgres' for the connection)");
        }

        return interval;
    }

    /// <summary><c>1 year 2 mons -3 days +04:05:06.7</c>: parts with their units, then the time, each part with its own sign.</summary>
    private static bool TryPostgres(ref TextCursor cursor, out PgInterval interval)
    {
        interval = default;
        do
        {
            if (!TrySignedNumber(ref cursor, out var isNegative, out var number))
            {
                return false;
            }

            if (cursor.Next == (byte)':')
            {
                return TryTime(ref cursor, isNegative, number, ref interval);
            }

            var amount = isNegative ? -number : number;
            if (cursor.TrySkip(" year"u8))
            {
                interval = interval with { Months = interval.Months + (amount * MonthsPerYear) };
            }
            else if (cursor.TrySkip(" mon"u8))
            {
                interval = interval with { Months = interval.Months + amount };
            }
            else if (cursor.TrySkip(" day"u8))
            {
                interval = interval with { Days = interval.Days + amount };
            }
            else
            {
                return false;
            }

            cursor.TrySkip((byte)'s');
        }
        while (cursor.TrySkip((byte)' '));
        return true;
    }

    private static bool TryTime(ref TextCursor cursor, bool isNegative, long hours, ref PgInterval interval)
    {
        if (!cursor.TrySkip((byte)':')
            || !cursor.TryNumber(2, 2, out var minutes)
            || !cursor.TrySkip((byte)':')
            || !cursor.TryNumber(2, 2, out var seconds)
            || !cursor.TryFraction(out var fraction))
        {
            return false;
        }

        var microseconds = ((Int128)hours * PgTime.MicrosecondsPerHour)
            + (minutes * PgTime.MicrosecondsPerMinute)
            + (seconds * PgTime.MicrosecondsPerSecond)
            + fraction;
        interval = interval with { Microseconds = isNegative ? -microseconds : microseconds };
        return true;
    }

    /// <summary><c>P1Y2M-3DT4H5M6.7S</c>: each number with its own sign.</summary>
    private static bool TryIso(ref TextCursor cursor, out PgInterval interval)
    {
        interval = default;
        var isTime = false;
        while (!cursor.IsAtEnd)
        {
            isTime |= cursor.TrySkip((byte)'T');
            if (!TrySignedNumber(ref cursor, out var isNegative, out var number) || !cursor.TryFraction(out var fraction))
            {
                return false;
            }

            var amount = isNegative ? -number : number;
            if (cursor.TrySkip((byte)'S'))
            {
                var microseconds = (number * PgTime.MicrosecondsPerSecond) + fraction;
                interval = interval with { Microseconds = interval.Microseconds + (isNegative ? -microseconds : microseconds) };
                continue;
            }

            if (fraction != 0 || !TryUnit(ref cursor, isTime, amount, ref interval))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryUnit(ref TextCursor cursor, bool isTime, long amount, ref PgInterval interval)
    {
        if (isTime)
        {
            Int128 unit = cursor.TrySkip((byte)'H') ? PgTime.MicrosecondsPerHour
                : cursor.TrySkip((byte)'M') ? PgTime.MicrosecondsPerMinute
                : 0;
            interval = interval with { Microseconds = interval.Microseconds + (unit * amount) };
            return unit != 0;
        }

        if (cursor.TrySkip((byte)'D'))
        {
            interval = interval with { Days = interval.Days + amount };
            return true;
        }

        var months = cursor.TrySkip((byte)'Y') ? MonthsPerYear : cursor.TrySkip((byte)'M') ? 1 : 0;
        interval = interval with { Months = interval.Months + (months * amount) };
        return months != 0;
    }

    private static bool TrySignedNumber(ref TextCursor cursor, out bool isNegative, out long number)
    {
        isNegative = cursor.TrySkip((byte)'-');
        if (!isNegative)
        {
            cursor.TrySkip((byte)'+');
        }

        return cursor.TryNumber(1, MaxDigits, out number);
    }
}
