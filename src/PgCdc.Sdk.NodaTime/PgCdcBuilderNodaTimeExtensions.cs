using PgCdc.Sdk.Decoding;

namespace PgCdc.Sdk;

/// <summary>Reads NodaTime's types.</summary>
public static class PgCdcBuilderNodaTimeExtensions
{
    /// <summary>
    /// Reads captured properties of NodaTime's types as <c>UseNodaTime()</c> of the EF provider maps them: <c>Instant</c>,
    /// <c>ZonedDateTime</c> and <c>OffsetDateTime</c> from timestamptz (in UTC), <c>LocalDateTime</c> from timestamp, <c>LocalDate</c> from
    /// date, <c>LocalTime</c> from time, <c>Period</c> and <c>Duration</c> from interval. Years before 1 and behind 9999 are a
    /// <see cref="DecodeException"/>; an infinite timestamp or date is the type's least or greatest value.
    /// </summary>
    public static PgCdcBuilder UseNodaTime(this PgCdcBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder
            .DecodeWith(NodaTimeDecoders.Instant)
            .DecodeWith(NodaTimeDecoders.ZonedDateTime)
            .DecodeWith(NodaTimeDecoders.OffsetDateTime)
            .DecodeWith(NodaTimeDecoders.LocalDateTime)
            .DecodeWith(NodaTimeDecoders.LocalDate)
            .DecodeWith(NodaTimeDecoders.LocalTime)
            .DecodeWith(NodaTimeDecoders.Period)
            .DecodeWith(NodaTimeDecoders.Duration);
    }
}
