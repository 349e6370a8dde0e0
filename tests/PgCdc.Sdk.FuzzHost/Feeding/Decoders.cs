using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PgCdc.Sdk.Decoding;

namespace PgCdc.Sdk.FuzzHost.Feeding;

/// <summary>Every decoder that <see cref="FieldDecoders"/> has: one that is added there is fuzzed from then on.</summary>
internal static class Decoders
{
    /// <summary>Those of one value.</summary>
    public static IReadOnlyList<FieldDecoder> Single { get; } =
    [
        .. typeof(FieldDecoders).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(static property => property.GetValue(null)).OfType<FieldDecoder>(),
        FieldDecoders.Json((JsonTypeInfo<object>)JsonSerializerOptions.Default.GetTypeInfo(typeof(object))),
        FieldDecoders.Enum(static number => (DayOfWeek)number, static label => Enum.TryParse<DayOfWeek>(label, out var day) ? day : null),
    ];

    /// <summary>Those, and what is made of them.</summary>
    public static IReadOnlyList<FieldDecoder> All { get; } =
    [
        .. Single,
        .. Composed(Single),
        // A multirange is read as a collection of ranges.
        .. Composed([.. Composed(Single).Where(static decoder => decoder.Type.IsGenericType && decoder.Type.Name.StartsWith("NpgsqlRange", StringComparison.Ordinal))]),
    ];

    private static IEnumerable<FieldDecoder> Composed(IReadOnlyList<FieldDecoder> elements) =>
        typeof(FieldDecoders).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(IsOverElement)
            .SelectMany(method => elements.Select(element => Over(element, method)).OfType<FieldDecoder>());

    /// <summary>A collection, a range: what is made of another decoder.</summary>
    private static bool IsOverElement(MethodInfo method) =>
        method.IsGenericMethodDefinition
        && method.GetGenericArguments().Length == 1
        && method.GetParameters() is [{ ParameterType: { IsGenericType: true } parameter }]
        && parameter.GetGenericTypeDefinition() == typeof(FieldDecoder<>);

    private static FieldDecoder? Over(FieldDecoder element, MethodInfo method)
    {
        // The constraints say which collections there are of references and which of values.
        var constraints = method.GetGenericArguments()[0].GenericParameterAttributes;
        var fits = element.Type.IsValueType
            ? !constraints.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint)
            : !constraints.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        return fits ? (FieldDecoder?)method.MakeGenericMethod(element.Type).Invoke(null, [element]) : null;
    }
}
