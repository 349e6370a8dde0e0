namespace PgCdc.Sdk.Decoding;

/// <summary>
/// Builds entities from rows, whichever door they came through: the stream, a log table, a snapshot. Generated per entity; stateless.
/// </summary>
/// <typeparam name="T">The captured entity.</typeparam>
public abstract class EntityDecoder<T> : EntityShape<T>
    where T : class
{
    /// <summary>Describes the entity.</summary>
    /// <param name="name">The entity's simple class name.</param>
    /// <param name="schema">The table's schema as far as the class tells; <see langword="null"/> is the model's default.</param>
    /// <param name="table">The table's name as far as the class tells; a model's mapping (EF) wins over it.</param>
    /// <param name="fields">The captured properties, in ordinal order.</param>
    protected EntityDecoder(string name, string? schema, string table, IReadOnlyList<FieldProperty> fields)
        : base(name, fields)
    {
        ArgumentException.ThrowIfNullOrEmpty(table);
        Schema = schema;
        Table = table;
        Fields = fields;
    }

    /// <summary>The table's schema as far as the class tells; <see langword="null"/> is the model's default.</summary>
    public string? Schema { get; }

    /// <summary>The table's name as far as the class tells.</summary>
    public string Table { get; }

    /// <summary>The captured properties with their decoders, in ordinal order.</summary>
    public IReadOnlyList<FieldProperty> Fields { get; }

    /// <summary>Builds the entity. A field that was not sent leaves its property at the type's default.</summary>
    /// <exception cref="DecodeException">A value does not fit its property, or NULL came for one that cannot hold it.</exception>
    public abstract T Decode(in RowReader row);

    /// <summary>Builds the entity's key (the generated key type) from a row of which perhaps only the key was sent.</summary>
    /// <exception cref="DecodeException">A part of the key was not sent or does not fit its property.</exception>
    public abstract object DecodeKey(in RowReader row);
}
