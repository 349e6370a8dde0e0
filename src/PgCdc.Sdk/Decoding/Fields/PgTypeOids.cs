namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>
/// The object identifiers of built-in types, by the catalog's names
/// (<see href="https://github.com/postgres/postgres/blob/REL_18_STABLE/src/include/catalog/pg_type.dat">pg_type.dat</see>): assigned by
/// hand, equal on every server and never reused.
/// </summary>
internal static class PgTypeOids
{
    public const uint Bool = 16;
    public const uint Bytea = 17;

    /// <summary>The one-byte type <c>"char"</c>, with its quotes; <c>char(n)</c> is <see cref="Bpchar"/>.</summary>
    public const uint Char = 18;
    public const uint Name = 19;
    public const uint Int8 = 20;
    public const uint Int2 = 21;
    public const uint Int4 = 23;
    public const uint Text = 25;
    public const uint Oid = 26;
    public const uint Xid = 28;
    public const uint Cid = 29;
    public const uint Json = 114;
    public const uint Xml = 142;
    public const uint Float4 = 700;
    public const uint Float8 = 701;
    public const uint Unknown = 705;
    public const uint Bpchar = 1042;
    public const uint Varchar = 1043;
    public const uint Date = 1082;
    public const uint Time = 1083;
    public const uint Timestamp = 1114;
    public const uint Timestamptz = 1184;
    public const uint Interval = 1186;
    public const uint Numeric = 1700;
    public const uint Refcursor = 1790;
    public const uint Uuid = 2950;
    public const uint Jsonb = 3802;
    public const uint Xid8 = 5069;
    public const uint Tid = 27;
    public const uint Regproc = 24;
    public const uint Regprocedure = 2202;
    public const uint Regoper = 2203;
    public const uint Regoperator = 2204;
    public const uint Regclass = 2205;
    public const uint Regtype = 2206;
    public const uint Regconfig = 3734;
    public const uint Regdictionary = 3769;
    public const uint Regnamespace = 4089;
    public const uint Regrole = 4096;
    public const uint Regcollation = 4191;
    public const uint Money = 790;
    public const uint Timetz = 1266;
    public const uint Bit = 1560;
    public const uint Varbit = 1562;
    public const uint Inet = 869;
    public const uint Cidr = 650;
    public const uint Macaddr = 829;
    public const uint Macaddr8 = 774;
    public const uint Point = 600;
    public const uint Lseg = 601;
    public const uint Path = 602;
    public const uint Box = 603;
    public const uint Polygon = 604;
    public const uint Line = 628;
    public const uint Circle = 718;
    public const uint Tsvector = 3614;
    public const uint Tsquery = 3615;
    public const uint Jsonpath = 4072;
    public const uint PgLsn = 3220;
    public const uint Aclitem = 1033;
    public const uint Int4Range = 3904;
    public const uint NumRange = 3906;
    public const uint TsRange = 3908;
    public const uint TstzRange = 3910;
    public const uint DateRange = 3912;
    public const uint Int8Range = 3926;
    public const uint Int4Multirange = 4451;
    public const uint NumMultirange = 4532;
    public const uint TsMultirange = 4533;
    public const uint TstzMultirange = 4534;
    public const uint DateMultirange = 4535;
    public const uint Int8Multirange = 4536;

    public const uint BoolArray = 1000;
    public const uint ByteaArray = 1001;
    public const uint CharArray = 1002;
    public const uint NameArray = 1003;
    public const uint Int2Array = 1005;
    public const uint Int4Array = 1007;
    public const uint TextArray = 1009;
    public const uint XidArray = 1011;
    public const uint CidArray = 1012;
    public const uint BpcharArray = 1014;
    public const uint VarcharArray = 1015;
    public const uint Int8Array = 1016;
    public const uint Float4Array = 1021;
    public const uint Float8Array = 1022;
    public const uint OidArray = 1028;
    public const uint TimestampArray = 1115;
    public const uint DateArray = 1182;
    public const uint TimeArray = 1183;
    public const uint TimestamptzArray = 1185;
    public const uint IntervalArray = 1187;
    public const uint NumericArray = 1231;
    public const uint XmlArray = 143;
    public const uint JsonArray = 199;
    public const uint RefcursorArray = 2201;
    public const uint UuidArray = 2951;
    public const uint JsonbArray = 3807;
    public const uint Xid8Array = 271;
    public const uint TidArray = 1010;
    public const uint RegprocArray = 1008;
    public const uint RegprocedureArray = 2207;
    public const uint RegoperArray = 2208;
    public const uint RegoperatorArray = 2209;
    public const uint RegclassArray = 2210;
    public const uint RegtypeArray = 2211;
    public const uint RegconfigArray = 3735;
    public const uint RegdictionaryArray = 3770;
    public const uint RegnamespaceArray = 4090;
    public const uint RegroleArray = 4097;
    public const uint RegcollationArray = 4192;
    public const uint MoneyArray = 791;
    public const uint TimetzArray = 1270;
    public const uint BitArray = 1561;
    public const uint VarbitArray = 1563;
    public const uint InetArray = 1041;
    public const uint CidrArray = 651;
    public const uint MacaddrArray = 1040;
    public const uint Macaddr8Array = 775;
    public const uint PointArray = 1017;
    public const uint LsegArray = 1018;
    public const uint PathArray = 1019;
    public const uint BoxArray = 1020;
    public const uint PolygonArray = 1027;
    public const uint LineArray = 629;
    public const uint CircleArray = 719;
    public const uint TsvectorArray = 3643;
    public const uint TsqueryArray = 3645;
    public const uint JsonpathArray = 4073;
    public const uint PgLsnArray = 3221;
    public const uint AclitemArray = 1034;
    public const uint Int4RangeArray = 3905;
    public const uint NumRangeArray = 3907;
    public const uint TsRangeArray = 3909;
    public const uint TstzRangeArray = 3911;
    public const uint DateRangeArray = 3913;
    public const uint Int8RangeArray = 3927;
    public const uint Int4MultirangeArray = 6150;
    public const uint NumMultirangeArray = 6151;
    public const uint TsMultirangeArray = 6152;
    public const uint TstzMultirangeArray = 6153;
    public const uint DateMultirangeArray = 6155;
    public const uint Int8MultirangeArray = 6157;

    /// <summary>The types that are an oid beneath and a name in text: regclass and its like.</summary>
    public static ReadOnlySpan<uint> ObjectAliases =>
    [
        Regproc, Regprocedure, Regoper, Regoperator, Regclass, Regtype, Regconfig, Regdictionary, Regnamespace, Regrole, Regcollation,
    ];

    /// <summary>
    /// <c>FirstNormalObjectId</c> of
    /// <see href="https://github.com/postgres/postgres/blob/REL_18_STABLE/src/include/access/transam.h">transam.h</see>: what a user or an
    /// extension creates is numbered from here, differently on every server.
    /// </summary>
    private const uint FirstNormalObjectId = 16384;

    /// <summary>Whether the identifier says nothing about the type: a domain, an enum, an extension's type, or an array of these.</summary>
    public static bool IsDynamic(uint oid) => oid >= FirstNormalObjectId;

    /// <summary>The type of a built-in range's bounds; of a range of the user's, its own identifier, which says as little.</summary>
    public static uint BoundOf(uint rangeOid) => rangeOid switch
    {
        Int4Range => Int4,
        Int8Range => Int8,
        NumRange => Numeric,
        TsRange => Timestamp,
        TstzRange => Timestamptz,
        DateRange => Date,
        _ when IsDynamic(rangeOid) => rangeOid,
        _ => 0,
    };

    /// <summary>The ranges of a built-in multirange; 0 where it is none.</summary>
    public static uint RangeOf(uint multirangeOid) => multirangeOid switch
    {
        Int4Multirange => Int4Range,
        Int8Multirange => Int8Range,
        NumMultirange => NumRange,
        TsMultirange => TsRange,
        TstzMultirange => TstzRange,
        DateMultirange => DateRange,
        _ => 0,
    };
}
