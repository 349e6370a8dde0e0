namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>textsend, json_send, enum_send and their like: the text itself, in the client's encoding (varlena.c, json.c, enum.c).</summary>
internal sealed class StringField() : BuiltInField<string>(
    "text, character varying, character, name, json, jsonb or xml",
    PgTypeOids.Text,
    PgTypeOids.Varchar,
    PgTypeOids.Bpchar,
    PgTypeOids.Name,
    PgTypeOids.Json,
    PgTypeOids.Jsonb,
    PgTypeOids.Xml,
    PgTypeOids.Char,
    PgTypeOids.Refcursor,
    PgTypeOids.Unknown)
{
    public override string Read(in Field field) => Utf8Text.ToText(field, Utf8Text.Of(field));
}
