using System.Buffers.Binary;
using NpgsqlTypes;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>An interval's three parts. <see href="https://www.postgresql.org/docs/current/datatype-datetime.html#DATATYPE-INTERVAL-INPUT">None of them carries into another.</see></summary>
internal readonly record struct PgInterval(long Months, long Days, Int128 Microseconds)
{
    private const int Length = sizeof(long) + sizeof(int) + sizeof(int);

    /// <summary>INTERVAL_NOEND of timestamp.h, from PostgreSQL 17 on.</summary>
    public static readonly PgInterval Infinity = new(int.MaxValue, int.MaxValue, long.MaxValue);

    /// <summary>INTERVAL_NOBEGIN of timestamp.h, from PostgreSQL 17 on.</summary>
    public static readonly PgInterval MinusInfinity = new(int.MinValue, int.MinValue, long.MinValue);

    public static PgInterval Read(in Field field) => field.IsText ? IntervalText.Read(field) : ReadBinary(field);

    /// <summary>The span; a month has no length, and a day counts 24 hours, as in Npgsql.</summary>
    public TimeSpan ToTimeSpan(in Field field)
    {
        if (this == Infinity || this == MinusInfinity)
        {
            field.Fail("an infinite interval has no counterpart in .NET's TimeSpan; an NpgsqlInterval holds it");
        }

        if (Months != 0)
        {
            field.Fail("an interval with months has no fixed length, so it is no TimeSpan; an NpgsqlInterval holds it");
        }

        var ticks = (Microseconds * TimeSpan.TicksPerMicrosecond) + ((Int128)Days * TimeSpan.TicksPerDay);
        if (ticks < TimeSpan.MinValue.Ticks || ticks > TimeSpan.MaxValue.Ticks)
        {
            FieldFaults.FailRange(field, "interval", "a TimeSpan");
        }

        return new TimeSpan((long)ticks);
    }

    /// <summary>The three parts as they are; an infinity is their common extreme, as in Npgsql.</summary>
    public NpgsqlInterval ToNpgsqlInterval(in Field field)
    {
        if (Months is < int.MinValue or > int.MaxValue
            || Days is < int.MinValue or > int.MaxValue
            || Microseconds < long.MinValue
            || Microseconds > long.MaxValue)
        {
            FieldFaults.FailRange(field, "interval", "an NpgsqlInterval");
        }

        return new NpgsqlInterval((int)Months, (int)Days, (long)Microseconds);
    }

    /// <summary>interval_send: int64 microseconds, int32 days, int32 months (timestamp.c).</summary>
    private static PgInterval ReadBinary(in Field field)
    {
        var bytes = field.Bytes;
        if (bytes.Length != Length)
        {
            FieldFaults.FailLength(field, "interval", "16");
        }

        var microseconds = BinaryPrimitives.ReadInt64BigEndian(bytes);
        var days = BinaryPrimitives.ReadInt32BigEndian(bytes[sizeof(long)..]);
        var months = BinaryPrimitives.ReadInt32BigEndian(bytes[(sizeof(long) + sizeof(int))..]);

        return new PgInterval(months, days, microseconds);
    }
}
