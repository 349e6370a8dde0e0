namespace PgCdc.Sdk.EntityFrameworkCore.Mapping;

/// <summary>The types by which decoders are known: a property of an interface of lists is given a list.</summary>
internal static class CollectionTypes
{
    private static readonly Type[] ListLike =
    [
        typeof(IList<>), typeof(ICollection<>), typeof(IEnumerable<>), typeof(IReadOnlyList<>), typeof(IReadOnlyCollection<>),
    ];

    /// <summary>The type that a property's decoder yields.</summary>
    public static Type DecodedType(Type type)
    {
        var value = Nullable.GetUnderlyingType(type) ?? type;
        return value.IsGenericType && Array.IndexOf(ListLike, value.GetGenericTypeDefinition()) >= 0
            ? typeof(List<>).MakeGenericType(value.GenericTypeArguments)
            : value;
    }

    /// <summary>The value as a <typeparamref name="T"/>: where that is a list, whatever collection came is put into one.</summary>
    public static T As<T>(object? value) => value is not null and not T && typeof(T).IsGenericType && typeof(T).GetGenericTypeDefinition() == typeof(List<>)
        ? (T)Activator.CreateInstance(typeof(T), value)!
        : (T)value!;

    /// <summary>Puts elements into a collection of this type.</summary>
    public static object Fill(Type collection, Type element, IReadOnlyList<object?> values)
    {
        var array = Array.CreateInstance(element, values.Count);
        for (var index = 0; index < values.Count; index++)
        {
            array.SetValue(values[index], index);
        }

        // Lists, sets and most others are made of any sequence of their elements.
        return collection.IsAssignableFrom(array.GetType()) && !collection.IsInterface ? array : Activator.CreateInstance(collection, array)!;
    }
}
