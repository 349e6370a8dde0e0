using System.Globalization;
using PgCdc.Sdk.Decoding.Fields;

namespace PgCdc.Sdk.Decoding;

/// <summary>A key column's value as the text that the server reads it from. Pure.</summary>
internal static class KeyText
{
    /// <summary>The text; <see langword="null"/> where the type's binary format is not known here.</summary>
    public static string? Of(in Field field)
    {
        if (field.IsText)
        {
            return Utf8Text.ToText(field, field.Bytes);
        }

        if (PgTypeOids.IsDynamic(field.TypeOid))
        {
            return null;
        }

        return UntypedValue.Read(field) switch
        {
            string text => text,
            Guid guid => guid.ToString(),
            bool truth => truth ? "true" : "false",
            byte[] bytes when field.TypeOid == PgTypeOids.Bytea => $"\\x{Convert.ToHexString(bytes)}",
            DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture) + (time.Kind == DateTimeKind.Utc ? "+00" : ""),
            DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            TimeOnly time => time.ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
            short or int or long or uint or ulong or decimal or char => Convert.ToString(UntypedValue.Read(field), CultureInfo.InvariantCulture),
            _ => null,
        };
    }
}
