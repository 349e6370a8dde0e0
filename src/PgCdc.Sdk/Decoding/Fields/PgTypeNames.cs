using System.Collections.Frozen;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>The built-in types by the names that the catalog gives them (<c>pg_type.typname</c>), each with its arrays' type.</summary>
internal static class PgTypeNames
{
    private static readonly (string Name, uint Oid, uint ArrayOid)[] Types =
    [
        ("bool", PgTypeOids.Bool, PgTypeOids.BoolArray),
        ("bytea", PgTypeOids.Bytea, PgTypeOids.ByteaArray),
        ("char", PgTypeOids.Char, PgTypeOids.CharArray),
        ("name", PgTypeOids.Name, PgTypeOids.NameArray),
        ("int8", PgTypeOids.Int8, PgTypeOids.Int8Array),
        ("int2", PgTypeOids.Int2, PgTypeOids.Int2Array),
        ("int4", PgTypeOids.Int4, PgTypeOids.Int4Array),
        ("text", PgTypeOids.Text, PgTypeOids.TextArray),
        ("oid", PgTypeOids.Oid, PgTypeOids.OidArray),
        ("xid", PgTypeOids.Xid, PgTypeOids.XidArray),
        ("cid", PgTypeOids.Cid, PgTypeOids.CidArray),
        ("json", PgTypeOids.Json, PgTypeOids.JsonArray),
        ("xml", PgTypeOids.Xml, PgTypeOids.XmlArray),
        ("float4", PgTypeOids.Float4, PgTypeOids.Float4Array),
        ("float8", PgTypeOids.Float8, PgTypeOids.Float8Array),
        ("bpchar", PgTypeOids.Bpchar, PgTypeOids.BpcharArray),
        ("varchar", PgTypeOids.Varchar, PgTypeOids.VarcharArray),
        ("date", PgTypeOids.Date, PgTypeOids.DateArray),
        ("time", PgTypeOids.Time, PgTypeOids.TimeArray),
        ("timestamp", PgTypeOids.Timestamp, PgTypeOids.TimestampArray),
        ("timestamptz", PgTypeOids.Timestamptz, PgTypeOids.TimestamptzArray),
        ("interval", PgTypeOids.Interval, PgTypeOids.IntervalArray),
        ("numeric", PgTypeOids.Numeric, PgTypeOids.NumericArray),
        ("refcursor", PgTypeOids.Refcursor, PgTypeOids.RefcursorArray),
        ("uuid", PgTypeOids.Uuid, PgTypeOids.UuidArray),
        ("jsonb", PgTypeOids.Jsonb, PgTypeOids.JsonbArray),
        ("xid8", PgTypeOids.Xid8, PgTypeOids.Xid8Array),
        ("tid", PgTypeOids.Tid, PgTypeOids.TidArray),
        ("regproc", PgTypeOids.Regproc, PgTypeOids.RegprocArray),
        ("regprocedure", PgTypeOids.Regprocedure, PgTypeOids.RegprocedureArray),
        ("regoper", PgTypeOids.Regoper, PgTypeOids.RegoperArray),
        ("regoperator", PgTypeOids.Regoperator, PgTypeOids.RegoperatorArray),
        ("regclass", PgTypeOids.Regclass, PgTypeOids.RegclassArray),
        ("regtype", PgTypeOids.Regtype, PgTypeOids.RegtypeArray),
        ("regconfig", PgTypeOids.Regconfig, PgTypeOids.RegconfigArray),
        ("regdictionary", PgTypeOids.Regdictionary, PgTypeOids.RegdictionaryArray),
        ("regnamespace", PgTypeOids.Regnamespace, PgTypeOids.RegnamespaceArray),
        ("regrole", PgTypeOids.Regrole, PgTypeOids.RegroleArray),
        ("regcollation", PgTypeOids.Regcollation, PgTypeOids.RegcollationArray),
        ("money", PgTypeOids.Money, PgTypeOids.MoneyArray),
        ("timetz", PgTypeOids.Timetz, PgTypeOids.TimetzArray),
        ("bit", PgTypeOids.Bit, PgTypeOids.BitArray),
        ("varbit", PgTypeOids.Varbit, PgTypeOids.VarbitArray),
        ("inet", PgTypeOids.Inet, PgTypeOids.InetArray),
        ("cidr", PgTypeOids.Cidr, PgTypeOids.CidrArray),
        ("macaddr", PgTypeOids.Macaddr, PgTypeOids.MacaddrArray),
        ("macaddr8", PgTypeOids.Macaddr8, PgTypeOids.Macaddr8Array),
        ("point", PgTypeOids.Point, PgTypeOids.PointArray),
        ("lseg", PgTypeOids.Lseg, PgTypeOids.LsegArray),
        ("path", PgTypeOids.Path, PgTypeOids.PathArray),
        ("box", PgTypeOids.Box, PgTypeOids.BoxArray),
        ("polygon", PgTypeOids.Polygon, PgTypeOids.PolygonArray),
        ("line", PgTypeOids.Line, PgTypeOids.LineArray),
        ("circle", PgTypeOids.Circle, PgTypeOids.CircleArray),
        ("tsvector", PgTypeOids.Tsvector, PgTypeOids.TsvectorArray),
        ("tsquery", PgTypeOids.Tsquery, PgTypeOids.TsqueryArray),
        ("jsonpath", PgTypeOids.Jsonpath, PgTypeOids.JsonpathArray),
        ("pg_lsn", PgTypeOids.PgLsn, PgTypeOids.PgLsnArray),
        ("aclitem", PgTypeOids.Aclitem, PgTypeOids.AclitemArray),
        ("int4range", PgTypeOids.Int4Range, PgTypeOids.Int4RangeArray),
        ("numrange", PgTypeOids.NumRange, PgTypeOids.NumRangeArray),
        ("tsrange", PgTypeOids.TsRange, PgTypeOids.TsRangeArray),
        ("tstzrange", PgTypeOids.TstzRange, PgTypeOids.TstzRangeArray),
        ("daterange", PgTypeOids.DateRange, PgTypeOids.DateRangeArray),
        ("int8range", PgTypeOids.Int8Range, PgTypeOids.Int8RangeArray),
        ("int4multirange", PgTypeOids.Int4Multirange, PgTypeOids.Int4MultirangeArray),
        ("nummultirange", PgTypeOids.NumMultirange, PgTypeOids.NumMultirangeArray),
        ("tsmultirange", PgTypeOids.TsMultirange, PgTypeOids.TsMultirangeArray),
        ("tstzmultirange", PgTypeOids.TstzMultirange, PgTypeOids.TstzMultirangeArray),
        ("datemultirange", PgTypeOids.DateMultirange, PgTypeOids.DateMultirangeArray),
        ("int8multirange", PgTypeOids.Int8Multirange, PgTypeOids.Int8MultirangeArray),
    ];

    private static readonly FrozenDictionary<string, uint> Oids = Types
        .SelectMany(static type => new[] { KeyValuePair.Create(type.Name, type.Oid), KeyValuePair.Create("_" + type.Name, type.ArrayOid) })
        .ToFrozenDictionary();

    private static readonly FrozenDictionary<uint, uint> Elements = Types
        .Append((Name: "ltree", Oid: ExtensionTypes.LTree, ArrayOid: ExtensionTypes.LTreeArray))
        .ToFrozenDictionary(static type => type.ArrayOid, static type => type.Oid);

    private static readonly FrozenDictionary<uint, uint> Arrays = Elements.ToFrozenDictionary(static pair => pair.Value, static pair => pair.Key);

    /// <summary>The object identifier of a built-in type; 0 for a name that is none.</summary>
    public static uint Find(string name) => Oids.GetValueOrDefault(name);

    /// <summary>The identifier to read a type's values by, whatever identifier this server gave it; 0 where only the bytes can tell.</summary>
    public static uint Find(string schema, string name) => schema == "pg_catalog" ? Find(name) : ExtensionTypes.Find(name);

    /// <summary>The type of the elements of a built-in array type; 0 where it is none.</summary>
    public static uint ElementOf(uint arrayOid) => Elements.GetValueOrDefault(arrayOid);

    /// <summary>The type of the arrays of a built-in type; 0 where it is none.</summary>
    public static uint ArrayOf(uint oid) => Arrays.GetValueOrDefault(oid);
}
