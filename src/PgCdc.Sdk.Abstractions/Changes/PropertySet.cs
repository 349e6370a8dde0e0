using System.Numerics;

namespace PgCdc.Sdk;

/// <summary>
/// A set of an entity's properties by ordinal. The generated change types read it by name; a set of up to 64 properties allocates
/// nothing.
/// </summary>
public readonly struct PropertySet : IEquatable<PropertySet>
{
    private readonly ulong _first;
    private readonly ulong[]? _rest;

    private PropertySet(ulong first, ulong[]? rest)
    {
        _first = first;
        _rest = rest;
    }

    /// <summary>The set without a property.</summary>
    public static PropertySet Empty => default;

    /// <summary>Whether the set has no property.</summary>
    public bool IsEmpty => _first == 0 && (_rest is null || Array.TrueForAll(_rest, static word => word == 0));

    /// <summary>How many properties the set has.</summary>
    public int Count => BitOperations.PopCount(_first) + (_rest?.Sum(BitOperations.PopCount) ?? 0);

    /// <summary>Whether the property with this ordinal is in the set.</summary>
    public bool Contains(int ordinal)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ordinal);
        if (ordinal < 64)
        {
            return (_first & (1UL << ordinal)) != 0;
        }

        var word = (ordinal >> 6) - 1;
        return _rest is not null && word < _rest.Length && (_rest[word] & (1UL << (ordinal & 63))) != 0;
    }

    /// <summary>This set and the property with this ordinal.</summary>
    public PropertySet With(int ordinal)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ordinal);
        if (ordinal < 64)
        {
            return new PropertySet(_first | (1UL << ordinal), _rest);
        }

        var word = (ordinal >> 6) - 1;
        var rest = new ulong[Math.Max(word + 1, _rest?.Length ?? 0)];
        _rest?.CopyTo(rest, 0);
        rest[word] |= 1UL << (ordinal & 63);
        return new PropertySet(_first, rest);
    }

    /// <inheritdoc />
    public bool Equals(PropertySet other)
    {
        if (_first != other._first)
        {
            return false;
        }

        for (var word = 0; word < Math.Max(_rest?.Length ?? 0, other._rest?.Length ?? 0); word++)
        {
            if ((_rest?.ElementAtOrDefault(word) ?? 0) != (other._rest?.ElementAtOrDefault(word) ?? 0))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is PropertySet other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => _first.GetHashCode();

    /// <summary>Whether both sets have the same properties.</summary>
    public static bool operator ==(PropertySet left, PropertySet right) => left.Equals(right);

    /// <summary>Whether the sets differ.</summary>
    public static bool operator !=(PropertySet left, PropertySet right) => !left.Equals(right);
}
