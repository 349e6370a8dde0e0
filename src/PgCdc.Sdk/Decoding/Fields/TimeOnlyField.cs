namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>Reads <c>time</c>; 24:00:00 is past the last <see cref="TimeOnly"/>.</summary>
internal sealed class TimeOnlyField() : BuiltInField<TimeOnly>("time without time zone", PgTypeOids.Time)
{
    public override TimeOnly Read(in Field field)
    {
        var microseconds = PgTime.ReadTimeOfDay(field);
        if (microseconds == PgTime.MicrosecondsPerDay)
        {
            FieldFaults.FailRange(field, "time 24:00:00", "a TimeOnly; a TimeSpan holds it");
        }

        return new TimeOnly(microseconds * TimeSpan.TicksPerMicrosecond);
    }
}
