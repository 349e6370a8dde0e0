namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>Reads numeric with its scale, and integers; a value that a decimal would round is an error.</summary>
internal sealed class DecimalField() : BuiltInField<decimal>(
    "numeric, money, bigint, integer or smallint", PgTypeOids.Numeric, PgTypeOids.Money, PgTypeOids.Int8, PgTypeOids.Int4, PgTypeOids.Int2)
{
    public override decimal Read(in Field field)
    {
        if (field.TypeOid == PgTypeOids.Money)
        {
            return MoneyFormat.Read(field);
        }

        // Of a domain, 8 bytes are a numeric zero as well as a bigint: a decimal property says numeric.
        var isInteger = field.TypeOid is PgTypeOids.Int8 or PgTypeOids.Int4 or PgTypeOids.Int2
            || (!field.IsText && field.Bytes.Length <= sizeof(int) && PgTypeOids.IsDynamic(field.TypeOid));
        if (isInteger)
        {
            return IntegerFormat.Read(field);
        }

        if (!NumericFormat.Read(field).TryToDecimal(out var value))
        {
            FieldFaults.FailRange(field, "numeric", "a System.Decimal without rounding (28 to 29 digits, 28 of them after the point)");
        }

        return value;
    }
}
