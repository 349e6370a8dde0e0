using System.Buffers.Binary;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>
/// What PostgreSQL's dates and times count: microseconds since, and days since, 2000-01-01
/// (<see href="https://github.com/postgres/postgres/blob/REL_18_STABLE/src/include/datatype/timestamp.h">timestamp.h</see>).
/// </summary>
internal static class PgTime
{
    public const long MicrosecondsPerSecond = 1_000_000;
    public const long MicrosecondsPerMinute = 60 * MicrosecondsPerSecond;
    public const long MicrosecondsPerHour = 60 * MicrosecondsPerMinute;

    /// <summary>24:00:00, which <c>time</c> can hold.</summary>
    public const long MicrosecondsPerDay = 24 * MicrosecondsPerHour;

    /// <summary>time_send's 8 bytes and a zone's 4.</summary>
    public const int TimeWithZoneLength = sizeof(long) + sizeof(int);

    private const int MaxOffsetSeconds = 14 * 3600;

    private static readonly DateTime Epoch = new(2000, 1, 1);
    private static readonly long MinMicroseconds = (DateTime.MinValue.Ticks - Epoch.Ticks) / TimeSpan.TicksPerMicrosecond;
    private static readonly long MaxMicroseconds = (DateTime.MaxValue.Ticks - Epoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>timestamp_send, timestamptz_send: int64 microseconds; the extremes are the infinities (timestamp.c).</summary>
    public static DateTime ReadTimestamp(in Field field, DateTimeKind kind)
    {
        if (field.Bytes.Length != sizeof(long))
        {
            FieldFaults.FailLength(field, "timestamp", "8");
        }

        var microseconds = BinaryPrimitives.ReadInt64BigEndian(field.Bytes);
        switch (microseconds)
        {
            // Of no kind, as Npgsql gives them.
            case long.MaxValue:
                return DateTime.MaxValue;
            case long.MinValue:
                return DateTime.MinValue;
        }

        if (microseconds < MinMicroseconds || microseconds > MaxMicroseconds)
        {
            FailYear(field, "timestamp");
        }

        return new DateTime(Epoch.Ticks + (microseconds * TimeSpan.TicksPerMicrosecond), kind);
    }

    /// <summary>date_send: int32 days; the extremes are the infinities (date.c).</summary>
    public static DateOnly ReadDate(in Field field)
    {
        if (field.Bytes.Length != sizeof(int))
        {
            FieldFaults.FailLength(field, "date", "4");
        }

        var days = BinaryPrimitives.ReadInt32BigEndian(field.Bytes);
        switch (days)
        {
            case int.MaxValue:
                return DateOnly.MaxValue;
            case int.MinValue:
                return DateOnly.MinValue;
        }

        var number = (long)days + (Epoch.Ticks / TimeSpan.TicksPerDay);
        if (number < DateOnly.MinValue.DayNumber || number > DateOnly.MaxValue.DayNumber)
        {
            FailYear(field, "date");
        }

        return DateOnly.FromDayNumber((int)number);
    }

    /// <summary>A date's midnight; its infinities are those of a timestamp.</summary>
    public static DateTime ToDateTime(DateOnly date) =>
        date == DateOnly.MaxValue ? DateTime.MaxValue : date.ToDateTime(TimeOnly.MinValue);

    /// <summary>time_send: int64 microseconds since midnight, 24:00:00 included (date.c).</summary>
    public static long ReadTimeOfDay(in Field field)
    {
        long microseconds;
        if (field.IsText)
        {
            var cursor = new TextCursor(field.Bytes);
            if (!TimestampText.TryTimeOfDay(ref cursor, out microseconds) || !cursor.IsAtEnd)
            {
                FieldFaults.FailText(field, "a time (hh:mm:ss)");
            }
        }
        else
        {
            if (field.Bytes.Length != sizeof(long))
            {
                FieldFaults.FailLength(field, "time", "8");
            }

            microseconds = BinaryPrimitives.ReadInt64BigEndian(field.Bytes);
        }

        if (microseconds is < 0 or > MicrosecondsPerDay)
        {
            field.Fail("its time does not lie between 00:00:00 and 24:00:00");
        }

        return microseconds;
    }

    /// <summary>timetz_send: int64 microseconds since midnight, int32 seconds west of Greenwich (date.c). On 0001-01-02, as in Npgsql.</summary>
    public static DateTimeOffset ReadTimeWithZone(in Field field)
    {
        long microseconds;
        long east;
        if (field.IsText)
        {
            var cursor = new TextCursor(field.Bytes);
            if (!TimestampText.TryTimeOfDay(ref cursor, out microseconds)
                || !TimestampText.TryOffset(ref cursor, out var offset)
                || offset is not { } seconds
                || !cursor.IsAtEnd)
            {
                FieldFaults.FailText(field, "a time with its zone (hh:mm:ss+hh)");
                return default;
            }

            east = seconds;
        }
        else
        {
            if (field.Bytes.Length != TimeWithZoneLength)
            {
                FieldFaults.FailLength(field, "time with time zone", "12");
            }

            microseconds = BinaryPrimitives.ReadInt64BigEndian(field.Bytes);
            east = -(long)BinaryPrimitives.ReadInt32BigEndian(field.Bytes[sizeof(long)..]);
        }

        if (microseconds is < 0 or > MicrosecondsPerDay)
        {
            field.Fail("its time does not lie between 00:00:00 and 24:00:00");
        }

        if (east % 60 != 0 || Math.Abs(east) > MaxOffsetSeconds)
        {
            FieldFaults.FailRange(field, "time's zone", "a DateTimeOffset (whole minutes, at most 14 hours)");
        }

        return new DateTimeOffset(TimeSpan.TicksPerDay + (microseconds * TimeSpan.TicksPerMicrosecond), TimeSpan.FromSeconds(east));
    }

    public static void FailYear(in Field field, string type) => field.Fail($"the year of its {type} lies outside .NET's 1 to 9999");
}
