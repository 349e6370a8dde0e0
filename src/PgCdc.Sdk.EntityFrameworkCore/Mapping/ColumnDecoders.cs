using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Npgsql.EntityFrameworkCore.PostgreSQL.Storage.ValueConversion;
using PgCdc.Sdk.Decoding;

namespace PgCdc.Sdk.EntityFrameworkCore.Mapping;

/// <summary>Finds what reads a property's column as EF itself would.</summary>
internal static class ColumnDecoders
{
    private static readonly Type[] FollowedByType =
    [
        typeof(EnumToNumberConverter<,>), typeof(EnumToStringConverter<>), typeof(CastingConverter<,>), typeof(CharToStringConverter),
    ];

    /// <summary>Whether the property goes through a converter that the type's own decoder does not do the work of.</summary>
    public static bool IsConverted(IProperty property, out ValueConverter converter)
    {
        converter = property.GetRelationalTypeMapping().Converter!;
        return converter is not null && !IsFollowedByType(converter);
    }

    /// <summary>The decoder where the type alone does not tell how the column is read; else <see langword="null"/>.</summary>
    public static FieldDecoder? FindMapped(IProperty property)
    {
        var type = CollectionTypes.DecodedType(property.ClrType);
        if (IsConverted(property, out var converter))
        {
            return Convert(type, converter);
        }

        // What can be an array of the database is one of JSON here; text and documents stay what they are.
        return IsJson(property) && (KnownDecoders.Find(type) is null || IsCollection(type)) ? Json(type) : null;
    }

    /// <summary>The decoder of a property that no generated code reads.</summary>
    public static FieldDecoder? Find(IProperty property)
    {
        var type = CollectionTypes.DecodedType(property.ClrType);
        return FindMapped(property)
            ?? (property.GetRelationalTypeMapping().Converter is { } converter ? Convert(type, converter) : KnownDecoders.Find(type));
    }

    /// <summary>Enums by number and name, and numbers in wider ones, are read by the decoder of the property's type.</summary>
    private static bool IsFollowedByType(ValueConverter converter)
    {
        var type = converter.GetType();
        return Array.IndexOf(FollowedByType, type.IsGenericType ? type.GetGenericTypeDefinition() : type) >= 0
            || (type.IsGenericType
                && type.GetGenericTypeDefinition() == typeof(NpgsqlArrayConverter<,,>)
                && (type.GetProperty("ElementConverter")!.GetValue(converter) is not ValueConverter element || IsFollowedByType(element)));
    }

    private static bool IsCollection(Type type) => (type.IsArray && type != typeof(byte[])) || type.IsGenericType;

    private static bool IsJson(IProperty property) => property.GetRelationalTypeMapping().StoreTypeNameBase is "json" or "jsonb";

    private static FieldDecoder? Convert(Type type, ValueConverter converter)
    {
        var provider = Nullable.GetUnderlyingType(converter.ProviderClrType) ?? converter.ProviderClrType;
        return KnownDecoders.Find(provider) is { } stored
            ? (FieldDecoder)Activator.CreateInstance(typeof(ConvertedField<,>).MakeGenericType(type, provider), stored, converter)!
            : null;
    }

    private static FieldDecoder Json(Type type) =>
        (FieldDecoder)typeof(FieldDecoders).GetMethod(nameof(FieldDecoders.Json))!.MakeGenericMethod(type)
            .Invoke(null, [JsonSerializerOptions.Default.GetTypeInfo(type)])!;
}
