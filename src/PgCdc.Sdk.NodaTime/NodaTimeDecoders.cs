using NodaTime;
using NpgsqlTypes;

namespace PgCdc.Sdk.Decoding;

/// <summary>The decoders of NodaTime's types, for <see cref="PgCdcBuilder.DecodeWith"/> and for collections of them.</summary>
public static class NodaTimeDecoders
{
    private const uint Timestamp = 1114;
    private const uint Timestamptz = 1184;
    private const uint Date = 1082;
    private const uint Time = 1083;
    private const uint Interval = 1186;

    /// <summary>Reads <c>timestamptz</c>.</summary>
    public static FieldDecoder<Instant> Instant { get; } = new NodaTimeField<Instant, DateTimeOffset>(
        FieldDecoders.DateTimeOffset, Timestamptz, NodaTime.Instant.FromDateTimeOffset, (NodaTime.Instant.MinValue, NodaTime.Instant.MaxValue));

    /// <summary>Reads <c>timestamptz</c>, in UTC.</summary>
    public static FieldDecoder<ZonedDateTime> ZonedDateTime { get; } = new NodaTimeField<ZonedDateTime, DateTimeOffset>(
        FieldDecoders.DateTimeOffset, Timestamptz, static time => NodaTime.Instant.FromDateTimeOffset(time).InUtc());

    /// <summary>Reads <c>timestamptz</c>, with offset zero.</summary>
    public static FieldDecoder<OffsetDateTime> OffsetDateTime { get; } = new NodaTimeField<OffsetDateTime, DateTimeOffset>(
        FieldDecoders.DateTimeOffset, Timestamptz, NodaTime.OffsetDateTime.FromDateTimeOffset);

    /// <summary>Reads <c>timestamp</c>.</summary>
    public static FieldDecoder<LocalDateTime> LocalDateTime { get; } = new NodaTimeField<LocalDateTime, DateTime>(
        FieldDecoders.DateTime,
        Timestamp,
        NodaTime.LocalDateTime.FromDateTime,
        (NodaTime.LocalDate.MinIsoValue + NodaTime.LocalTime.MinValue, NodaTime.LocalDate.MaxIsoValue + NodaTime.LocalTime.MaxValue));

    /// <summary>Reads <c>date</c>.</summary>
    public static FieldDecoder<LocalDate> LocalDate { get; } = new NodaTimeField<LocalDate, DateOnly>(
        FieldDecoders.DateOnly, Date, NodaTime.LocalDate.FromDateOnly, (NodaTime.LocalDate.MinIsoValue, NodaTime.LocalDate.MaxIsoValue));

    /// <summary>Reads <c>time</c>.</summary>
    public static FieldDecoder<LocalTime> LocalTime { get; } = new NodaTimeField<LocalTime, TimeOnly>(
        FieldDecoders.TimeOnly, Time, NodaTime.LocalTime.FromTimeOnly);

    /// <summary>Reads <c>interval</c>: years, months, days and what is below them, as Npgsql does.</summary>
    public static FieldDecoder<Period> Period { get; } = new NodaTimeField<Period, NpgsqlInterval>(FieldDecoders.Interval, Interval, ToPeriod);

    /// <summary>Reads <c>interval</c> without months.</summary>
    public static FieldDecoder<Duration> Duration { get; } = new NodaTimeField<Duration, NpgsqlInterval>(FieldDecoders.Interval, Interval, ToDuration);

    private static Period ToPeriod(NpgsqlInterval interval)
    {
        RequireFinite(interval);
        return new PeriodBuilder
        {
            Years = interval.Months / 12,
            Months = interval.Months % 12,
            Days = interval.Days,
            Ticks = checked(interval.Time * NodaConstants.TicksPerMillisecond / 1000),
        }.Build().Normalize();
    }

    private static Duration ToDuration(NpgsqlInterval interval)
    {
        RequireFinite(interval);
        return interval.Months == 0
            ? NodaTime.Duration.FromDays(interval.Days) + (NodaTime.Duration.FromMilliseconds(1) / 1000 * interval.Time)
            : throw new NotSupportedException("an interval with months has no fixed length, so it is no Duration; a Period holds it");
    }

    private static void RequireFinite(NpgsqlInterval interval)
    {
        if (interval is { Months: int.MaxValue, Days: int.MaxValue } or { Months: int.MinValue, Days: int.MinValue })
        {
            throw new NotSupportedException("NodaTime has no infinite interval");
        }
    }
}
