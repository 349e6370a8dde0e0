using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>The reasons that decoders share. None repeats the value: it may be secret.</summary>
internal static class FieldFaults
{
    /// <summary>The bytes are too few or too many for the type.</summary>
    [DoesNotReturn]
    public static void FailLength(in Field field, string type, string expected) => field.Fail(
        string.Create(CultureInfo.InvariantCulture, $"{type} takes {expected} bytes and {field.Bytes.Length} came"));

    /// <summary>The text is not what the type's output function writes.</summary>
    [DoesNotReturn]
    public static void FailText(in Field field, string expected) => field.Fail(
        string.Create(CultureInfo.InvariantCulture, $"its text of {field.Bytes.Length} bytes is not {expected}"));

    /// <summary>The value is one of the type's, and .NET's type has no such value.</summary>
    [DoesNotReturn]
    public static void FailRange(in Field field, string type, string target) => field.Fail($"the {type} does not fit {target}");

    /// <summary>The column's type is none that the decoder reads.</summary>
    [DoesNotReturn]
    public static void FailType(in Field field, string reads) => field.Fail(
        string.Create(CultureInfo.InvariantCulture, $"its type has the identifier {field.TypeOid}, and only {reads} can be read here"));
}
