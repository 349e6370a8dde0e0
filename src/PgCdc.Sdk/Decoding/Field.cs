using System.Diagnostics.CodeAnalysis;

namespace PgCdc.Sdk.Decoding;

/// <summary>One value as the server sent it; never NULL.</summary>
public readonly ref struct Field
{
    private readonly FieldSource _source;

    internal Field(ReadOnlySpan<byte> bytes, bool isText, uint typeOid, FieldSource source)
    {
        Bytes = bytes;
        IsText = isText;
        TypeOid = typeOid;
        _source = source;
    }

    /// <summary>The value's bytes: UTF-8 text, or the output of the type's send function.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Whether the bytes are the type's text format; else its binary format.</summary>
    public bool IsText { get; }

    /// <summary>The object identifier of the value's type; of the element's, within an array.</summary>
    public uint TypeOid { get; }

    /// <summary>A part of this value, for example an array's element.</summary>
    public Field Part(ReadOnlySpan<byte> bytes, uint typeOid) => new(bytes, IsText, typeOid, _source);

    /// <summary>Ends decoding with a sentence that names table, column and property.</summary>
    /// <param name="reason">What is wrong with the value, without the value itself: it may be secret.</param>
    /// <param name="innerException">The cause, if another exception was it.</param>
    /// <exception cref="DecodeException">Always.</exception>
    [DoesNotReturn]
    public void Fail(string reason, Exception? innerException = null) => throw new DecodeException(
        $"Column \"{_source.Column}\" of {_source.Table} cannot be read into {_source.Property}: {reason}.", innerException);
}
