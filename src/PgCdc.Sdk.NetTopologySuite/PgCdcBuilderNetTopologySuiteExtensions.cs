using NetTopologySuite.Geometries;
using PgCdc.Sdk.Decoding;

namespace PgCdc.Sdk;

/// <summary>Reads NetTopologySuite's geometries.</summary>
public static class PgCdcBuilderNetTopologySuiteExtensions
{
    /// <summary>
    /// Reads captured properties of NetTopologySuite's geometries from PostGIS's <c>geometry</c> and <c>geography</c> columns, as
    /// <c>UseNetTopologySuite()</c> of the EF provider maps them.
    /// </summary>
    public static PgCdcBuilder UseNetTopologySuite(this PgCdcBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder
            .DecodeWith(new GeometryField<Geometry>())
            .DecodeWith(new GeometryField<Point>())
            .DecodeWith(new GeometryField<LineString>())
            .DecodeWith(new GeometryField<LinearRing>())
            .DecodeWith(new GeometryField<Polygon>())
            .DecodeWith(new GeometryField<MultiPoint>())
            .DecodeWith(new GeometryField<MultiLineString>())
            .DecodeWith(new GeometryField<MultiPolygon>())
            .DecodeWith(new GeometryField<GeometryCollection>());
    }
}
