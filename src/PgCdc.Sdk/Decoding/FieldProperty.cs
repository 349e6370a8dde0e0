namespace PgCdc.Sdk.Decoding;

/// <summary>A captured property with its decoder.</summary>
public sealed class FieldProperty : EntityProperty
{
    /// <summary>Describes a property.</summary>
    /// <param name="name">The property's name in the class.</param>
    /// <param name="type">The property's type.</param>
    /// <param name="decoder">What reads its column.</param>
    public FieldProperty(string name, Type type, FieldDecoder decoder)
        : base(name, type)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        Decoder = decoder;
        Column = name;
    }

    /// <summary>What reads the column.</summary>
    public FieldDecoder Decoder { get; }

    /// <summary>Whether the class itself chose the decoder, with <see cref="DecodeWithAttribute"/>: then nothing takes its place.</summary>
    public bool IsDecoderChosen { get; init; }

    /// <summary>Whether NULL leaves the property as the constructor made it, although it cannot hold null: what EF does for a class that it maps as JSON.</summary>
    public bool IsOptional { get; init; }

    /// <summary>The column's name as far as the class tells; a model's mapping (EF) wins over it. Default: the property's name.</summary>
    public string Column { get; init; }
}
