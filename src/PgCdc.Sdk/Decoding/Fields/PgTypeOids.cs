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

    /// <summary>
    /// <c>FirstNormalObjectId</c> of
    /// <see href="https://github.com/postgres/postgres/blob/REL_18_STABLE/src/include/access/transam.h">transam.h</see>: what a user or an
    /// extension creates is numbered from here, differently on every server.
    /// </summary>
    private const uint FirstNormalObjectId = 16384;

    /// <summary>Whether the identifier says nothing about the type: a domain, an enum, an extension's type, or an array of these.</summary>
    public static bool IsDynamic(uint oid) => oid >= FirstNormalObjectId;

    /// <summary>The type of the elements of a built-in array type; 0 where it is none.</summary>
    public static uint ElementOf(uint arrayOid) => arrayOid switch
    {
        BoolArray => Bool,
        ByteaArray => Bytea,
        CharArray => Char,
        NameArray => Name,
        Int2Array => Int2,
        Int4Array => Int4,
        TextArray => Text,
        XidArray => Xid,
        CidArray => Cid,
        BpcharArray => Bpchar,
        VarcharArray => Varchar,
        Int8Array => Int8,
        Float4Array => Float4,
        Float8Array => Float8,
        OidArray => Oid,
        TimestampArray => Timestamp,
        DateArray => Date,
        TimeArray => Time,
        TimestamptzArray => Timestamptz,
        IntervalArray => Interval,
        NumericArray => Numeric,
        XmlArray => Xml,
        JsonArray => Json,
        RefcursorArray => Refcursor,
        UuidArray => Uuid,
        JsonbArray => Jsonb,
        Xid8Array => Xid8,
        _ => 0,
    };
}
