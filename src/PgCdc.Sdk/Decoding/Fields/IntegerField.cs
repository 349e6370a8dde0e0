using System.Globalization;
using System.Numerics;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>Reads an integer of any width into one of any width up to 64 bits, signed; what does not fit is an error, never wrapped.</summary>
internal sealed class IntegerField<T>() : BuiltInField<T>(
    IntegerFormat.Reads, IntegerFormat.Oids)
    where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
{
    public override T Read(in Field field)
    {
        var value = IntegerFormat.Read(field);
        if (value < long.CreateTruncating(T.MinValue) || value > long.CreateTruncating(T.MaxValue))
        {
            FieldFaults.FailRange(field, "integer", string.Create(CultureInfo.InvariantCulture, $"{T.MinValue} to {T.MaxValue}"));
        }

        return T.CreateTruncating(value);
    }
}
