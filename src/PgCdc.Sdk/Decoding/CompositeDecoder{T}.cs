using PgCdc.Sdk.Decoding.Fields;

namespace PgCdc.Sdk.Decoding;

/// <summary>
/// Reads a composite type: derive from it, name the attributes' decoders in the type's order, and put
/// <c>[DecodeWith(typeof(…))]</c> on the property. An attribute more, one less, or one of another type is a <see cref="DecodeException"/>.
/// </summary>
/// <typeparam name="T">What the composite becomes.</typeparam>
public abstract class CompositeDecoder<T> : FieldDecoder<T>
    where T : notnull
{
    private readonly FieldDecoder[] _attributes;

    /// <summary>Describes the composite type.</summary>
    /// <param name="attributes">What reads its attributes, in the type's order.</param>
    protected CompositeDecoder(params FieldDecoder[] attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        _attributes = attributes;
    }

    /// <inheritdoc/>
    public sealed override string Reads => $"a composite type of {_attributes.Length} attributes ({string.Join("; ", _attributes.Select(static attribute => attribute.Reads))})";

    /// <inheritdoc/>
    public sealed override bool Accepts(uint typeOid) => PgTypeOids.IsDynamic(typeOid);

    internal sealed override bool AcceptsKind(TypeKind kind) => kind == TypeKind.Composite;

    /// <inheritdoc/>
    public sealed override T Read(in Field field)
    {
        var values = new object?[_attributes.Length];
        if (field.IsText)
        {
            ReadText(field, values);
        }
        else
        {
            ReadBinary(field, values);
        }

        return Build(values);
    }

    /// <summary>Builds the value.</summary>
    /// <param name="values">The attributes' values in the type's order; NULL is <see langword="null"/>.</param>
    protected abstract T Build(IReadOnlyList<object?> values);

    /// <summary>record_send (rowtypes.c): int32 number of attributes, for each int32 type, int32 length (-1 for NULL) and its bytes.</summary>
    private void ReadBinary(in Field field, object?[] values)
    {
        var cursor = new BinaryCursor(field, "a composite value");
        if (cursor.Count(2 * sizeof(int)) != values.Length)
        {
            FailCount(field);
        }

        for (var i = 0; i < values.Length; i++)
        {
            var oid = cursor.UInt32();
            if (!_attributes[i].Accepts(oid))
            {
                field.Fail(string.Create(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"attribute {i + 1} of its composite has the type {oid}, and only {_attributes[i].Reads} can be read there"));
            }

            values[i] = cursor.TryTakePart(out var bytes) ? _attributes[i].ReadObject(field.Part(bytes, oid)) : null;
        }

        cursor.End();
    }

    private void ReadText(in Field field, object?[] values)
    {
        var text = new CompositeText(field);
        for (var i = 0; i < values.Length; i++)
        {
            if (!text.TryNext(isFirst: i == 0, out var attribute))
            {
                FailCount(field);
            }

            // The text does not tell the attributes' types: each is read as a domain's would be.
            values[i] = attribute is null ? null : _attributes[i].ReadObject(field.Part(attribute, field.TypeOid));
        }

        if (!text.IsAtEnd)
        {
            FailCount(field);
        }
    }

    private void FailCount(in Field field) => field.Fail(string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"its composite does not have the {_attributes.Length} attributes of {typeof(T).Name}"));
}
