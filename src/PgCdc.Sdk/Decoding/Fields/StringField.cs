namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>textsend, json_send, enum_send and their like: the text itself, in the client's encoding (varlena.c, json.c, enum.c).</summary>
internal sealed class StringField() : BuiltInField<string>(
    "text, character varying, character, name, json, jsonb, jsonpath, xml, ltree, an enum, or a type without a binary format",
    PgTypeOids.Text,
    PgTypeOids.Varchar,
    PgTypeOids.Bpchar,
    PgTypeOids.Name,
    PgTypeOids.Json,
    PgTypeOids.Jsonb,
    PgTypeOids.Xml,
    PgTypeOids.Jsonpath,
    PgTypeOids.Aclitem,
    ExtensionTypes.LTree,
    PgTypeOids.Char,
    PgTypeOids.Refcursor,
    PgTypeOids.Unknown)
{
    // The zero of "char" is no text's: its own output is empty.
    public override string Read(in Field field) => field.TypeOid == PgTypeOids.Char && field.Bytes.SequenceEqual("\0"u8)
        ? string.Empty
        : Utf8Text.ToText(field, Utf8Text.Of(field));
}
