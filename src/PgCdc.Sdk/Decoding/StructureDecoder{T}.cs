namespace PgCdc.Sdk.Decoding;

/// <summary>Builds a <typeparamref name="T"/> from several columns of its row.</summary>
/// <typeparam name="T">The owned or complex type.</typeparam>
public sealed class StructureDecoder<T> : StructureDecoder
    where T : notnull
{
    private readonly Func<IReadOnlyList<object?>, T> _build;

    /// <summary>Describes the structure.</summary>
    /// <param name="columns">Its columns.</param>
    /// <param name="isOptional">Whether a row without a value in any of them has no such structure.</param>
    /// <param name="build">Builds it from the columns' values, in their order; a NULL and a value that was not sent are <see langword="null"/>.</param>
    public StructureDecoder(IReadOnlyList<StructureColumn> columns, bool isOptional, Func<IReadOnlyList<object?>, T> build)
        : base(typeof(T), columns, isOptional)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(build);
        _build = build;
    }

    internal T Build(object?[] values) => _build(values);
}
