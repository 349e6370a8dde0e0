using System.Collections.Frozen;
using System.Reflection;
using PgCdc.Sdk.Decoding;

namespace PgCdc.Sdk.EntityFrameworkCore.Mapping;

/// <summary>The decoders of the runtime by the types that they yield: what a converter's provider type is read with.</summary>
internal static class KnownDecoders
{
    private static readonly FrozenDictionary<Type, FieldDecoder> Single = typeof(FieldDecoders)
        .GetProperties(BindingFlags.Public | BindingFlags.Static)
        .Select(static property => (property.Name, Decoder: property.GetValue(null) as FieldDecoder))
        .Where(static named => named.Decoder is not null)
        .GroupBy(static named => named.Decoder!.Type)
        .ToFrozenDictionary(
            static group => group.Key,
            static group => (group.FirstOrDefault(named => named.Name == group.Key.Name) is { Decoder: { } own } ? own : group.First().Decoder)!);

    /// <summary>The decoder of a type, without <see cref="Nullable{T}"/>; <see langword="null"/> where there is none.</summary>
    public static FieldDecoder? Find(Type type)
    {
        if (Single.TryGetValue(type, out var decoder))
        {
            return decoder;
        }

        if (type.IsArray && type.GetArrayRank() == 1)
        {
            return Collection(type.GetElementType()!, nameof(FieldDecoders.ArrayOf));
        }

        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>)
            ? Collection(type.GenericTypeArguments[0], nameof(FieldDecoders.ListOf))
            : null;
    }

    private static FieldDecoder? Collection(Type element, string factory)
    {
        var inner = Nullable.GetUnderlyingType(element) ?? element;
        if (Find(inner) is not { } decoder)
        {
            return null;
        }

        // Of references the annotations are gone: what is NULL in the array is null in the collection.
        var name = inner != element ? factory + "Nullable" : element.IsValueType ? factory : factory + "NullableReference";
        return (FieldDecoder)typeof(FieldDecoders).GetMethod(name)!.MakeGenericMethod(inner).Invoke(null, [decoder])!;
    }
}
