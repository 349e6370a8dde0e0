namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>Reads <c>interval</c> without months, and <c>time</c>.</summary>
internal sealed class TimeSpanField() : BuiltInField<TimeSpan>(
    "interval or time without time zone", PgTypeOids.Interval, PgTypeOids.Time)
{
    public override TimeSpan Read(in Field field)
    {
        // Of a domain's binary values only the length tells; text needs no telling, for a time reads as an interval of one day at most.
        var isTime = field.TypeOid == PgTypeOids.Time
            || (!field.IsText && field.Bytes.Length == sizeof(long) && PgTypeOids.IsDynamic(field.TypeOid));
        return isTime
            ? new TimeSpan(PgTime.ReadTimeOfDay(field) * TimeSpan.TicksPerMicrosecond)
            : PgInterval.Read(field).ToTimeSpan(field);
    }
}
