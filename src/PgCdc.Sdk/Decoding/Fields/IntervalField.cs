using NpgsqlTypes;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>Reads <c>interval</c> with its three parts, and its infinities.</summary>
internal sealed class IntervalField() : BuiltInField<NpgsqlInterval>("interval", PgTypeOids.Interval)
{
    public override NpgsqlInterval Read(in Field field) => PgInterval.Read(field).ToNpgsqlInterval(field);
}
