namespace PgCdc.Sdk.Decoding;

/// <summary>Turns a column's bytes into a <typeparamref name="T"/>.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
public abstract class FieldDecoder<T> : FieldDecoder
    where T : notnull
{
    /// <summary>Describes the decoder.</summary>
    protected FieldDecoder()
        : base(typeof(T))
    {
    }

    /// <summary>Reads a value.</summary>
    /// <exception cref="DecodeException">The value does not fit <typeparamref name="T"/>, or the bytes are not of a type it reads.</exception>
    public abstract T Read(in Field field);

    internal sealed override object ReadObject(in Field field) => Read(field);
}
