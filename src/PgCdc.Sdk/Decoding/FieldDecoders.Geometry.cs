using NpgsqlTypes;
using PgCdc.Sdk.Decoding.Fields;

namespace PgCdc.Sdk.Decoding;

public static partial class FieldDecoders
{
    /// <summary>Reads <c>point</c>.</summary>
    public static FieldDecoder<NpgsqlPoint> Point { get; } = new PointField();

    /// <summary>Reads <c>line</c>.</summary>
    public static FieldDecoder<NpgsqlLine> Line { get; } = new LineField();

    /// <summary>Reads <c>lseg</c>.</summary>
    public static FieldDecoder<NpgsqlLSeg> LineSegment { get; } = new LineSegmentField();

    /// <summary>Reads <c>box</c>.</summary>
    public static FieldDecoder<NpgsqlBox> Box { get; } = new BoxField();

    /// <summary>Reads <c>path</c>.</summary>
    public static FieldDecoder<NpgsqlPath> Path { get; } = new PathField();

    /// <summary>Reads <c>polygon</c>.</summary>
    public static FieldDecoder<NpgsqlPolygon> Polygon { get; } = new PolygonField();

    /// <summary>Reads <c>circle</c>.</summary>
    public static FieldDecoder<NpgsqlCircle> Circle { get; } = new CircleField();
}
