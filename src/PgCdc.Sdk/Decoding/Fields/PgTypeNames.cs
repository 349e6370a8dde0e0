using System.Collections.Frozen;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>The built-in types by the names that the catalog gives them (<c>pg_type.typname</c>).</summary>
internal static class PgTypeNames
{
    private static readonly FrozenDictionary<string, uint> Oids = new Dictionary<string, uint>
    {
        ["bool"] = PgTypeOids.Bool,
        ["bytea"] = PgTypeOids.Bytea,
        ["char"] = PgTypeOids.Char,
        ["name"] = PgTypeOids.Name,
        ["int8"] = PgTypeOids.Int8,
        ["int2"] = PgTypeOids.Int2,
        ["int4"] = PgTypeOids.Int4,
        ["text"] = PgTypeOids.Text,
        ["oid"] = PgTypeOids.Oid,
        ["xid"] = PgTypeOids.Xid,
        ["cid"] = PgTypeOids.Cid,
        ["json"] = PgTypeOids.Json,
        ["xml"] = PgTypeOids.Xml,
        ["float4"] = PgTypeOids.Float4,
        ["float8"] = PgTypeOids.Float8,
        ["bpchar"] = PgTypeOids.Bpchar,
        ["varchar"] = PgTypeOids.Varchar,
        ["date"] = PgTypeOids.Date,
        ["time"] = PgTypeOids.Time,
        ["timestamp"] = PgTypeOids.Timestamp,
        ["timestamptz"] = PgTypeOids.Timestamptz,
        ["interval"] = PgTypeOids.Interval,
        ["numeric"] = PgTypeOids.Numeric,
        ["uuid"] = PgTypeOids.Uuid,
        ["jsonb"] = PgTypeOids.Jsonb,
        ["xid8"] = PgTypeOids.Xid8,
        ["_bool"] = PgTypeOids.BoolArray,
        ["_bytea"] = PgTypeOids.ByteaArray,
        ["_int2"] = PgTypeOids.Int2Array,
        ["_int4"] = PgTypeOids.Int4Array,
        ["_int8"] = PgTypeOids.Int8Array,
        ["_text"] = PgTypeOids.TextArray,
        ["_varchar"] = PgTypeOids.VarcharArray,
        ["_bpchar"] = PgTypeOids.BpcharArray,
        ["_float4"] = PgTypeOids.Float4Array,
        ["_float8"] = PgTypeOids.Float8Array,
        ["_numeric"] = PgTypeOids.NumericArray,
        ["_date"] = PgTypeOids.DateArray,
        ["_time"] = PgTypeOids.TimeArray,
        ["_timestamp"] = PgTypeOids.TimestampArray,
        ["_timestamptz"] = PgTypeOids.TimestamptzArray,
        ["_interval"] = PgTypeOids.IntervalArray,
        ["_json"] = PgTypeOids.JsonArray,
        ["_jsonb"] = PgTypeOids.JsonbArray,
        ["_uuid"] = PgTypeOids.UuidArray,
    }.ToFrozenDictionary();

    /// <summary>The object identifier of a built-in type; 0 for a name that is none.</summary>
    public static uint Find(string name) => Oids.GetValueOrDefault(name);
}
