namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>An array's dimensions and their sizes. Zero dimensions are PostgreSQL's empty array, which fits every rank.</summary>
internal readonly record struct ArrayShape(int Dimensions, int First, int Second, int Third)
{
    /// <summary>MAXDIM of c.h.</summary>
    public const int MaxDimensions = 6;

    /// <summary>How many dimensions a property can have.</summary>
    public const int MaxRank = 3;

    public static ArrayShape Empty => default;

    /// <summary>How many elements there are. Each size was bounded, so that the product is no larger than the bytes.</summary>
    public int Count => Dimensions switch
    {
        0 => 0,
        1 => First,
        2 => First * Second,
        _ => First * Second * Third,
    };

    /// <summary>The same with one more dimension beneath.</summary>
    public ArrayShape With(int size) => Dimensions switch
    {
        0 => new ArrayShape(1, size, 0, 0),
        1 => new ArrayShape(2, First, size, 0),
        _ => new ArrayShape(3, First, Second, size),
    };

    /// <summary>An array of another number of dimensions than the property's is no value of it.</summary>
    public static void RequireRank(in Field array, int dimensions, int rank)
    {
        if (dimensions > 1 && rank == 1)
        {
            array.Fail("its array has several dimensions, and the property's has one");
        }

        if (dimensions != 0 && dimensions != rank)
        {
            array.Fail(string.Create(
                System.Globalization.CultureInfo.InvariantCulture, $"its array has {dimensions} dimensions, and the property's has {rank}"));
        }
    }
}
