namespace PgCdc.Sdk.Generators.Model;

/// <summary>What holds a property's values.</summary>
internal enum CollectionShape
{
    /// <summary>The property is a single value.</summary>
    None,

    /// <summary><c>T[]</c>.</summary>
    Array,

    /// <summary><c>T[,]</c>.</summary>
    Array2,

    /// <summary><c>T[,,]</c>.</summary>
    Array3,

    /// <summary><c>List&lt;T&gt;</c>, or an interface that a list implements.</summary>
    List,
}
