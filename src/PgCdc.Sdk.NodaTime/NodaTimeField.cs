namespace PgCdc.Sdk.Decoding;

/// <summary>Reads a column as a type of .NET's and makes NodaTime's of it; infinities are told by the bytes, since both types have none.</summary>
internal sealed class NodaTimeField<T, TStored>(
    FieldDecoder<TStored> stored, uint typeOid, Func<TStored, T> convert, (T Least, T Greatest)? infinities = null) : FieldDecoder<T>
    where T : notnull
    where TStored : notnull
{
    /// <summary>The identifiers from here on are the users' (FirstNormalObjectId of access/transam.h): domains over the type among them.</summary>
    private const uint FirstDynamicOid = 16384;

    public override string Reads => stored.Reads;

    public override bool Accepts(uint type) => type == typeOid || type >= FirstDynamicOid;

    public override T Read(in Field field)
    {
        if (infinities is var (least, greatest))
        {
            if (IsInfinity(field, "infinity"u8, 0x7F, 0xFF))
            {
                return greatest;
            }

            if (IsInfinity(field, "-infinity"u8, 0x80, 0x00))
            {
                return least;
            }
        }

        var value = stored.Read(field);
        try
        {
            return convert(value);
        }
        catch (Exception exception) when (exception is OverflowException or ArgumentOutOfRangeException)
        {
            field.Fail($"the value does not fit NodaTime's {typeof(T).Name}");
            return default;
        }
        catch (NotSupportedException exception)
        {
            field.Fail(exception.Message);
            return default;
        }
    }

    /// <summary>DT_NOEND and DT_NOBEGIN, DATEVAL_NOEND and DATEVAL_NOBEGIN (datatype/timestamp.h, utils/date.h): the integers' extremes.</summary>
    private static bool IsInfinity(in Field field, ReadOnlySpan<byte> text, byte first, byte rest) => field.IsText
        ? field.Bytes.SequenceEqual(text)
        : field.Bytes.Length > 0 && field.Bytes[0] == first && !field.Bytes[1..].ContainsAnyExcept(rest);
}
