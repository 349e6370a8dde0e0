using System.Globalization;
using System.Numerics;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>Reads numeric without a fraction to its full range, and integers.</summary>
internal sealed class BigIntegerField() : BuiltInField<BigInteger>(
    "numeric without a fraction, bigint, integer or smallint", PgTypeOids.Numeric, PgTypeOids.Int8, PgTypeOids.Int4, PgTypeOids.Int2)
{
    public override BigInteger Read(in Field field)
    {
        // As with a decimal, 8 bytes of a domain are a numeric zero.
        var isInteger = field.TypeOid is PgTypeOids.Int8 or PgTypeOids.Int4 or PgTypeOids.Int2
            || (!field.IsText && field.Bytes.Length <= sizeof(int) && PgTypeOids.IsDynamic(field.TypeOid));
        if (isInteger)
        {
            return IntegerFormat.Read(field);
        }

        var text = NumericText.Of(field);
        switch (text)
        {
            case "NaN":
                NumericFormat.FailOnSign(field, NumericFormat.NaN);
                break;
            case "Infinity":
                NumericFormat.FailOnSign(field, NumericFormat.PositiveInfinity);
                break;
            case "-Infinity":
                NumericFormat.FailOnSign(field, NumericFormat.NegativeInfinity);
                break;
        }

        var point = text.IndexOf('.');
        if (point >= 0 && text[(point + 1)..].ContainsAnyExcept('0'))
        {
            FieldFaults.FailRange(field, "numeric", "a BigInteger, for it has a fraction");
        }

        var whole = point < 0 ? text : text[..point];
        return BigInteger.Parse(whole, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }
}
