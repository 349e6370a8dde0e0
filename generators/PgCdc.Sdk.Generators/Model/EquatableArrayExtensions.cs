using System.Collections.Immutable;

namespace PgCdc.Sdk.Generators.Model;

/// <summary>Turns sequences into <see cref="EquatableArray{T}"/>.</summary>
internal static class EquatableArrayExtensions
{
    public static EquatableArray<T> ToEquatableArray<T>(this IEnumerable<T> items) => new([.. items]);
}
