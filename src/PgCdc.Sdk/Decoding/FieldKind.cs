namespace PgCdc.Sdk.Decoding;

/// <summary>How a field came, by the tags of <see href="https://www.postgresql.org/docs/current/protocol-logicalrep-message-formats.html#PROTOCOL-LOGICALREP-MESSAGE-FORMATS-TUPLEDATA">TupleData</see>.</summary>
internal enum FieldKind : byte
{
    /// <summary>Not at all: an unchanged out-of-line value, or a column that is not published.</summary>
    NotSent = 0,

    /// <summary>As NULL.</summary>
    Null = 1,

    /// <summary>In the type's text format.</summary>
    Text = 2,

    /// <summary>In the type's binary format.</summary>
    Binary = 3,
}
