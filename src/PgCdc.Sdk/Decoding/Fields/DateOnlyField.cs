namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>Reads <c>date</c>.</summary>
internal sealed class DateOnlyField() : BuiltInField<DateOnly>("date", PgTypeOids.Date)
{
    public override DateOnly Read(in Field field) => field.IsText ? TimestampText.ReadDate(field) : PgTime.ReadDate(field);
}
