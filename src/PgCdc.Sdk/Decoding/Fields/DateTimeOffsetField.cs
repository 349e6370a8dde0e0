namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>
/// Reads <c>timestamptz</c> with offset zero, for the server keeps the moment and not the offset it was written with; and <c>timetz</c>,
/// with its offset, on the second day of the calendar, so that no offset leaves it.
/// </summary>
internal sealed class DateTimeOffsetField() : BuiltInField<DateTimeOffset>(
    "timestamp with time zone or time with time zone", PgTypeOids.Timestamptz, PgTypeOids.Timetz)
{
    public override DateTimeOffset Read(in Field field)
    {
        if (field.TypeOid == PgTypeOids.Timetz || (PgTypeOids.IsDynamic(field.TypeOid) && IsTime(field)))
        {
            return PgTime.ReadTimeWithZone(field);
        }

        var moment = field.IsText ? TimestampText.Read(field, withOffset: true) : PgTime.ReadTimestamp(field, DateTimeKind.Utc);
        return new DateTimeOffset(moment.Ticks, TimeSpan.Zero);
    }

    private static bool IsTime(in Field field) => field.IsText
        ? field.Bytes.Length > 2 && field.Bytes[2] == (byte)':'
        : field.Bytes.Length == PgTime.TimeWithZoneLength;
}
