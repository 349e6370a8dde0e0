using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace PgCdc.Sdk.Decoding;

/// <summary>Reads PostGIS's geometry and geography: EWKB, in the text format as hexadecimal digits.</summary>
internal sealed class GeometryField<T> : FieldDecoder<T>
    where T : Geometry
{
    /// <summary>The identifiers from here on are the extensions' and users' (FirstNormalObjectId of access/transam.h).</summary>
    private const uint FirstDynamicOid = 16384;

    public override string Reads => "geometry or geography";

    public override bool Accepts(uint typeOid) => typeOid >= FirstDynamicOid;

    public override T Read(in Field field)
    {
        Geometry geometry;
        try
        {
            // The reader keeps state while it reads, so each value has its own.
            geometry = new PostGisReader().Read(field.IsText ? Convert.FromHexString(field.Bytes) : field.Bytes.ToArray());
        }
        catch (Exception exception)
        {
            // Damaged bytes end in any kind of exception there; its message may quote the value.
            field.Fail($"its bytes are not EWKB ({exception.GetType().Name})");
            return default;
        }

        if (geometry is not T fitting)
        {
            field.Fail($"it holds a {geometry.GeometryType}, not a {typeof(T).Name}");
            return default;
        }

        return fitting;
    }
}
