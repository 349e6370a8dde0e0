namespace PgCdc.Sdk;

/// <summary>
/// The values of a row's columns that its class has no property for: EF's shadow properties, such as foreign keys of relationships that
/// the class shows as navigations only.
/// </summary>
public sealed class ShadowValues
{
    private readonly IReadOnlyList<object?> _values;
    private readonly PropertySet _sent;

    /// <summary>Describes the values; handlers' tests may build their own.</summary>
    /// <param name="names">The shadow properties' names.</param>
    /// <param name="values">Their values, in the same order.</param>
    /// <param name="sent">Which of them came along, by their place.</param>
    public ShadowValues(IReadOnlyList<string> names, IReadOnlyList<object?> values, PropertySet sent)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Count, names.Count);
        Names = names;
        _values = values;
        _sent = sent;
    }

    /// <summary>No values: the entity has no shadow properties, or the row did not come along.</summary>
    public static ShadowValues None { get; } = new([], [], PropertySet.Empty);

    /// <summary>The shadow properties' names in the model.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Whether there is a shadow property of this name whose value came along.</summary>
    public bool IsSent(string name) => IndexOf(name) is >= 0 and var index && _sent.Contains(index);

    /// <summary>
    /// A shadow property's value. One that did not come along (see <see cref="IsSent"/>) is the type's default, as with a property of the class.
    /// </summary>
    /// <typeparam name="T">The property's type in the model: nullable where it can be null.</typeparam>
    /// <exception cref="ArgumentException">There is no shadow property of this name.</exception>
    /// <exception cref="InvalidCastException">The value is of another type, or null where <typeparamref name="T"/> cannot be.</exception>
    public T? Get<T>(string name)
    {
        var index = IndexOf(name);
        if (index < 0)
        {
            throw new ArgumentException(
                Names.Count == 0 ? "The row has no shadow properties." : $"The row has no shadow property '{name}'; it has {string.Join(", ", Names)}.",
                nameof(name));
        }

        return _values[index] switch
        {
            T value => value,
            null when default(T) is null || !_sent.Contains(index) => default,
            null => throw new InvalidCastException($"The shadow property '{name}' is null, which {typeof(T).Name} cannot be."),
            var value => throw new InvalidCastException($"The shadow property '{name}' is of type {value.GetType().Name}, not {typeof(T).Name}."),
        };
    }

    private int IndexOf(string name)
    {
        for (var index = 0; index < Names.Count; index++)
        {
            if (Names[index] == name)
            {
                return index;
            }
        }

        return -1;
    }
}
