namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>Reads <c>timestamptz</c> with offset zero: the server keeps the moment, not the offset it was written with.</summary>
internal sealed class DateTimeOffsetField() : BuiltInField<DateTimeOffset>("timestamp with time zone", PgTypeOids.Timestamptz)
{
    public override DateTimeOffset Read(in Field field)
    {
        var moment = field.IsText ? TimestampText.Read(field, withOffset: true) : PgTime.ReadTimestamp(field, DateTimeKind.Utc);
        return new DateTimeOffset(moment.Ticks, TimeSpan.Zero);
    }
}
