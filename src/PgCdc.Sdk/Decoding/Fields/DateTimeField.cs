namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>Reads <c>timestamptz</c> as UTC, <c>timestamp</c> and <c>date</c> as of no kind, as Npgsql does.</summary>
internal sealed class DateTimeField() : BuiltInField<DateTime>(
    "timestamp with time zone, timestamp without time zone or date", PgTypeOids.Timestamptz, PgTypeOids.Timestamp, PgTypeOids.Date)
{
    public override DateTime Read(in Field field)
    {
        switch (field.TypeOid)
        {
            case PgTypeOids.Timestamptz:
                return field.IsText ? TimestampText.Read(field, withOffset: true) : PgTime.ReadTimestamp(field, DateTimeKind.Utc);
            case PgTypeOids.Timestamp:
                return field.IsText ? TimestampText.Read(field, withOffset: false) : PgTime.ReadTimestamp(field, DateTimeKind.Unspecified);
            case PgTypeOids.Date:
                return PgTime.ToDateTime(field.IsText ? TimestampText.ReadDate(field) : PgTime.ReadDate(field));
            case var oid when PgTypeOids.IsDynamic(oid):
                return ReadDomain(field);
            default:
                FieldFaults.FailType(field, Reads);
                return default;
        }
    }

    /// <summary>A domain's text tells its kind; its 8 bytes do not, and no kind claims nothing.</summary>
    private static DateTime ReadDomain(in Field field)
    {
        const int DateTextLength = 10;
        if (field.IsText)
        {
            return field.Bytes.Length <= DateTextLength && field.Bytes.Contains((byte)'-') && !field.Bytes.EndsWith("infinity"u8)
                ? PgTime.ToDateTime(TimestampText.ReadDate(field))
                : TimestampText.Read(field, withOffset: null);
        }

        return field.Bytes.Length == sizeof(int)
            ? PgTime.ToDateTime(PgTime.ReadDate(field))
            : PgTime.ReadTimestamp(field, DateTimeKind.Unspecified);
    }
}
