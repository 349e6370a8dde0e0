using NpgsqlTypes;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>What the geometric types' binary formats are made of: float8 in network order (geo_ops.c).</summary>
internal static class GeometryBytes
{
    private const int PointLength = 2 * sizeof(double);

    public static NpgsqlPoint Point(ref BinaryCursor cursor) => new(cursor.Double(), cursor.Double());

    /// <summary>int32 number of points, and the points.</summary>
    public static List<NpgsqlPoint> Points(ref BinaryCursor cursor)
    {
        var count = cursor.Count(PointLength);
        var points = new List<NpgsqlPoint>(count);
        for (var i = 0; i < count; i++)
        {
            points.Add(Point(ref cursor));
        }

        return points;
    }
}
