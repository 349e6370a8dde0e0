using System.Diagnostics.CodeAnalysis;

namespace PgCdc.Sdk.Decoding;

/// <summary>
/// Reads the fields of one row by property ordinal. A field that was not sent reads as the type's default; the change's
/// "not sent" flags tell it apart.
/// </summary>
public readonly ref struct RowReader
{
    private readonly ReadOnlySpan<byte> _payload;
    private readonly ReadOnlySpan<FieldSlice> _fields;
    private readonly ReadOnlySpan<FieldSource> _sources;
    private readonly ReadOnlySpan<FieldDecoder?> _mapped;

    /// <param name="payload">The message that the fields lie in.</param>
    /// <param name="fields">The properties' fields, then those of the columns of structures.</param>
    /// <param name="sources">The columns behind them.</param>
    /// <param name="mapped">The decoders that the model's mapping puts in place of the entity's own; empty where there is none.</param>
    internal RowReader(
        ReadOnlySpan<byte> payload, ReadOnlySpan<FieldSlice> fields, ReadOnlySpan<FieldSource> sources, ReadOnlySpan<FieldDecoder?> mapped = default)
    {
        _payload = payload;
        _fields = fields;
        _sources = sources;
        _mapped = mapped;
    }

    /// <summary>Whether the field came along, as a value or as NULL.</summary>
    public bool IsSent(int property) => _fields[property].Kind != FieldKind.NotSent;

    /// <summary>Whether there is no value to read: NULL, or not sent.</summary>
    public bool IsNull(int property) => _fields[property].Kind <= FieldKind.Null;

    /// <summary>Reads a field, with the model's decoder where its mapping has one for the property, else with the given one.</summary>
    /// <exception cref="DecodeException">The field is NULL, or its value does not fit <typeparamref name="T"/>.</exception>
    public T Get<T>(int property, FieldDecoder<T> decoder)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(decoder);
        var slice = _fields[property];
        switch (slice.Kind)
        {
            case FieldKind.NotSent:
                return default!;
            case FieldKind.Null:
                FailOnNull(property);
                return default;
            default:
                return _mapped.IsEmpty || _mapped[property] is not { } mapped
                    ? decoder.Read(FieldAt(property, slice))
                    : ReadMapped<T>(property, slice, mapped);
        }
    }

    /// <summary>Reads a <c>boolean</c>.</summary>
    public bool GetBoolean(int property) => Get(property, FieldDecoders.Boolean);

    /// <summary>Reads an integer that fits 16 bits.</summary>
    public short GetInt16(int property) => Get(property, FieldDecoders.Int16);

    /// <summary>Reads an integer that fits 32 bits.</summary>
    public int GetInt32(int property) => Get(property, FieldDecoders.Int32);

    /// <summary>Reads an integer that fits 64 bits.</summary>
    public long GetInt64(int property) => Get(property, FieldDecoders.Int64);

    /// <summary>Reads a <c>real</c>.</summary>
    public float GetSingle(int property) => Get(property, FieldDecoders.Single);

    /// <summary>Reads a <c>double precision</c> or <c>real</c>.</summary>
    public double GetDouble(int property) => Get(property, FieldDecoders.Double);

    /// <summary>Reads a <c>numeric</c> that fits <see cref="decimal"/>.</summary>
    public decimal GetDecimal(int property) => Get(property, FieldDecoders.Decimal);

    /// <summary>Reads a text or JSON column.</summary>
    public string GetString(int property) => Get(property, FieldDecoders.String);

    /// <summary>Reads a <c>uuid</c>.</summary>
    public Guid GetGuid(int property) => Get(property, FieldDecoders.Guid);

    /// <summary>Reads a <c>bytea</c>.</summary>
    public byte[] GetBytes(int property) => Get(property, FieldDecoders.Bytes);

    /// <summary>Reads a <c>timestamptz</c> (UTC), a <c>timestamp</c> (unspecified kind) or a <c>date</c>.</summary>
    public DateTime GetDateTime(int property) => Get(property, FieldDecoders.DateTime);

    /// <summary>Reads a <c>timestamptz</c>, with offset zero.</summary>
    public DateTimeOffset GetDateTimeOffset(int property) => Get(property, FieldDecoders.DateTimeOffset);

    /// <summary>Reads a <c>date</c>.</summary>
    public DateOnly GetDateOnly(int property) => Get(property, FieldDecoders.DateOnly);

    /// <summary>Reads a <c>time</c>.</summary>
    public TimeOnly GetTimeOnly(int property) => Get(property, FieldDecoders.TimeOnly);

    /// <summary>Reads an <c>interval</c> without months, or a <c>time</c>.</summary>
    public TimeSpan GetTimeSpan(int property) => Get(property, FieldDecoders.TimeSpan);

    /// <summary>Ends decoding where a part of the key is missing.</summary>
    /// <exception cref="DecodeException">The field was not sent.</exception>
    public void RequireSent(int property)
    {
        if (!IsSent(property))
        {
            var source = _sources[property];
            throw new DecodeException(
                $"The old row of {source.Table} came without \"{source.Column}\", which belongs to the key ({source.Property}): "
                + $"run ALTER TABLE {source.Table} REPLICA IDENTITY DEFAULT (or FULL) so that the server sends it.");
        }
    }

    internal Field FieldAt(int property)
        => FieldAt(property, _fields[property]);

    private T ReadMapped<T>(int property, FieldSlice slice, FieldDecoder mapped)
        where T : notnull
    {
        if (mapped is not StructureDecoder<T> structure)
        {
            return ((FieldDecoder<T>)mapped).Read(FieldAt(property, slice));
        }

        var values = new object?[structure.Columns.Count];
        for (var index = 0; index < values.Length; index++)
        {
            var part = slice.Offset + index;
            if (_fields[part].Kind > FieldKind.Null)
            {
                values[index] = structure.Columns[index].Decoder.ReadObject(FieldAt(part));
            }
            else if (_fields[part].Kind == FieldKind.Null && !structure.Columns[index].IsNullable)
            {
                FailOnNull(part);
            }
        }

        return structure.Build(values);
    }

    private Field FieldAt(int property, FieldSlice slice)
    {
        var source = _sources[property];
        return new Field(_payload.Slice(slice.Offset, slice.Length), slice.Kind == FieldKind.Text, source.TypeOid, source);
    }

    [DoesNotReturn]
    private void FailOnNull(int property)
    {
        var source = _sources[property];
        throw new DecodeException(
            $"Column \"{source.Column}\" of {source.Table} holds NULL, but {source.Property} cannot: make the property nullable or the column NOT NULL.");
    }
}
