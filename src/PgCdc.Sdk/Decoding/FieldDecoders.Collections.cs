using PgCdc.Sdk.Decoding.Fields;

namespace PgCdc.Sdk.Decoding;

public static partial class FieldDecoders
{
    /// <summary>Reads a one-dimensional array without NULLs.</summary>
    public static FieldDecoder<T[]> ArrayOf<T>(FieldDecoder<T> element)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(element);
        return new ArrayField<T, T>(new RequiredSlot<T>(element));
    }

    /// <summary>Reads a one-dimensional array of values, with NULLs.</summary>
    public static FieldDecoder<T?[]> ArrayOfNullable<T>(FieldDecoder<T> element)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(element);
        return new ArrayField<T, T?>(new NullableValueSlot<T>(element));
    }

    /// <summary>Reads a one-dimensional array of references, with NULLs.</summary>
    public static FieldDecoder<T?[]> ArrayOfNullableReference<T>(FieldDecoder<T> element)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(element);
        return new ArrayField<T, T?>(new NullableReferenceSlot<T>(element));
    }

    /// <summary>Reads a one-dimensional array without NULLs into a list.</summary>
    public static FieldDecoder<List<T>> ListOf<T>(FieldDecoder<T> element)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(element);
        return new ListField<T, T>(new RequiredSlot<T>(element));
    }

    /// <summary>Reads a one-dimensional array of values, with NULLs, into a list.</summary>
    public static FieldDecoder<List<T?>> ListOfNullable<T>(FieldDecoder<T> element)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(element);
        return new ListField<T, T?>(new NullableValueSlot<T>(element));
    }

    /// <summary>Reads a one-dimensional array of references, with NULLs, into a list.</summary>
    public static FieldDecoder<List<T?>> ListOfNullableReference<T>(FieldDecoder<T> element)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(element);
        return new ListField<T, T?>(new NullableReferenceSlot<T>(element));
    }
}
