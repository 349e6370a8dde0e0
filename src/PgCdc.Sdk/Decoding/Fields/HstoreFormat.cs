namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>
/// hstore_send: int32 number of pairs, for each int32 length and the key, then int32 length (-1 for NULL) and the value; hstore_out:
/// <c>"key"=>"value", "other"=>NULL</c>, with backslashes before quotes and backslashes (hstore_io.c).
/// </summary>
internal static class HstoreFormat
{
    private const string Expected = "an hstore";
    private const int PairLength = 2 * sizeof(int);

    public static Dictionary<string, string?> Read(in Field field, bool allowsNulls)
    {
        var pairs = field.IsText ? ReadText(field) : ReadBinary(field);
        if (!allowsNulls && pairs.ContainsValue(null))
        {
            field.Fail("a value of its hstore is NULL, and the property's values cannot be: make them nullable");
        }

        return pairs;
    }

    private static Dictionary<string, string?> ReadBinary(in Field field)
    {
        var cursor = new BinaryCursor(field, Expected);
        var count = cursor.Count(PairLength);
        var pairs = new Dictionary<string, string?>(count);
        for (var i = 0; i < count; i++)
        {
            if (!cursor.TryTakePart(out var key))
            {
                field.Fail("a key of its hstore is NULL");
            }

            Add(field, pairs, Utf8Text.ToText(field, key), cursor.TryTakePart(out var value) ? Utf8Text.ToText(field, value) : null);
        }

        cursor.End();
        return pairs;
    }

    private static Dictionary<string, string?> ReadText(in Field field)
    {
        var pairs = new Dictionary<string, string?>();
        var cursor = new TextCursor(field.Bytes);
        while (!cursor.IsAtEnd)
        {
            if ((pairs.Count > 0 && !cursor.TrySkip(", "u8)) || !TryQuoted(field, ref cursor, out var key) || !cursor.TrySkip("=>"u8))
            {
                FieldFaults.FailText(field, Expected);
                return pairs;
            }

            string? value = null;
            if (!cursor.TrySkip("NULL"u8) && !TryQuoted(field, ref cursor, out value))
            {
                FieldFaults.FailText(field, Expected);
            }

            Add(field, pairs, key, value);
        }

        return pairs;
    }

    private static bool TryQuoted(in Field field, ref TextCursor cursor, out string text)
    {
        text = string.Empty;
        if (!cursor.TrySkip((byte)'"'))
        {
            return false;
        }

        var unescaped = new List<byte>();
        while (!cursor.IsAtEnd)
        {
            if (cursor.TrySkip((byte)'"'))
            {
                text = Utf8Text.ToText(field, unescaped.ToArray());
                return true;
            }

            cursor.TrySkip((byte)'\\');
            if (cursor.IsAtEnd)
            {
                return false;
            }

            unescaped.Add(cursor.Next);
            cursor.TrySkip(cursor.Next);
        }

        return false;
    }

    private static void Add(in Field field, Dictionary<string, string?> pairs, string key, string? value)
    {
        if (!pairs.TryAdd(key, value))
        {
            field.Fail("a key of its hstore comes twice");
        }
    }
}
