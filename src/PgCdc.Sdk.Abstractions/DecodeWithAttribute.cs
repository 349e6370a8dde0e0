namespace PgCdc.Sdk;

/// <summary>
/// Reads the property's column with a decoder of yours: for a user-defined type of the database, or to read a column otherwise than the
/// model tells. It counts for more than value converters and what the consumer's builder says.
/// </summary>
/// <param name="decoder">
/// A class that derives from <c>FieldDecoder&lt;T&gt;</c> of PgCdc.Sdk, T being the property's type (without <see cref="Nullable{T}"/>),
/// with a constructor without parameters that the generated decoder can call.
/// </param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DecodeWithAttribute(Type decoder) : Attribute
{
    /// <summary>The decoder's class.</summary>
    public Type Decoder { get; } = decoder;
}
