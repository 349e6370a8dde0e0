using System.Text;

namespace PgCdc.Sdk.Decoding;

internal static class UntypedValue
{
    public static object Read(in Field field) => field.IsText ? Encoding.UTF8.GetString(field.Bytes) : field.Bytes.ToArray();
}
