using NpgsqlTypes;
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

    /// <summary>Reads a range; several of them, as an array or a list, are also read from a multirange.</summary>
    public static FieldDecoder<NpgsqlRange<T>> RangeOf<T>(FieldDecoder<T> bound)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(bound);
        return new RangeField<T>(bound);
    }

    /// <summary>Reads an array of two dimensions without NULLs.</summary>
    public static FieldDecoder<T[,]> Array2Of<T>(FieldDecoder<T> element)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(element);
        return new Array2Field<T, T>(new RequiredSlot<T>(element));
    }

    /// <summary>Reads an array of two dimensions of values, with NULLs.</summary>
    public static FieldDecoder<T?[,]> Array2OfNullable<T>(FieldDecoder<T> element)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(element);
        return new Array2Field<T, T?>(new NullableValueSlot<T>(element));
    }

    /// <summary>Reads an array of two dimensions of references, with NULLs.</summary>
    public static FieldDecoder<T?[,]> Array2OfNullableReference<T>(FieldDecoder<T> element)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(element);
        return new Array2Field<T, T?>(new NullableReferenceSlot<T>(element));
    }

    /// <summary>Reads an array of three dimensions without NULLs.</summary>
    public static FieldDecoder<T[,,]> Array3Of<T>(FieldDecoder<T> element)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(element);
        return new Array3Field<T, T>(new RequiredSlot<T>(element));
    }

    /// <summary>Reads an array of three dimensions of values, with NULLs.</summary>
    public static FieldDecoder<T?[,,]> Array3OfNullable<T>(FieldDecoder<T> element)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(element);
        return new Array3Field<T, T?>(new NullableValueSlot<T>(element));
    }

    /// <summary>Reads an array of three dimensions of references, with NULLs.</summary>
    public static FieldDecoder<T?[,,]> Array3OfNullableReference<T>(FieldDecoder<T> element)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(element);
        return new Array3Field<T, T?>(new NullableReferenceSlot<T>(element));
    }
}
