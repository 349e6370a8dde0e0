using PgCdc.Sdk.Generators.Model;
using static PgCdc.Sdk.Generators.Emitting.GeneratedSource;

namespace PgCdc.Sdk.Generators.Emitting;

/// <summary>The expressions by which a decoder reads an entity's values, and the decoders it keeps for that.</summary>
internal sealed class ValueExpressions
{
    private readonly EntitySpec _entity;
    private readonly string?[] _kept;
    private readonly Dictionary<string, (EnumSpec Spec, string Method)> _enums = new(StringComparer.Ordinal);

    public ValueExpressions(EntitySpec entity, NameScope members)
    {
        _entity = entity;
        _kept = new string?[entity.Properties.Count];
        for (var ordinal = 0; ordinal < entity.Properties.Count; ordinal++)
        {
            var property = entity.Properties[ordinal];
            if (property.Value.Enum is { } spec && !_enums.ContainsKey(spec.FullName))
            {
                _enums.Add(spec.FullName, (spec, members.Take("Read" + spec.Name, "Label")));
            }

            if (property.Value.Enum is not null || property.Value.IsMapped || property.Value.Bound is not null || property.Value.Collection != CollectionShape.None)
            {
                _kept[ordinal] = members.Take(property.Name + "Decoder", "Field");
            }
        }
    }

    /// <summary>The enums that the entity's properties hold, each with the name of the method that reads its labels.</summary>
    public IEnumerable<(EnumSpec Spec, string Method)> Enums => _enums.Values;

    /// <summary>The decoders that are worth keeping: name, type and the expression that makes it.</summary>
    public IEnumerable<(string Name, string Type, string Expression)> Kept()
    {
        for (var ordinal = 0; ordinal < _kept.Length; ordinal++)
        {
            if (_kept[ordinal] is { } name)
            {
                var value = _entity.Properties[ordinal].Value;
                yield return (name, $"{Decoding}.FieldDecoder<{value.TypeName}>", Make(value));
            }
        }
    }

    /// <summary>The decoder of a property.</summary>
    public string Decoder(int ordinal) => _kept[ordinal] ?? $"{Decoding}.FieldDecoders.{_entity.Properties[ordinal].Value.Decoder}";

    /// <summary>Reads a property's value, or null where it can hold it.</summary>
    public string Read(int ordinal)
    {
        var value = ReadValue(ordinal);
        return _entity.Properties[ordinal].IsNullable ? $"row.IsNull({ordinal}) ? null : {value}" : value;
    }

    /// <summary>Reads a property's value where there must be one.</summary>
    public string ReadValue(int ordinal) => _entity.Properties[ordinal].Value.Getter is { } getter
        ? $"row.{getter}({ordinal})"
        : $"row.Get({ordinal}, {Decoder(ordinal)})";

    private string Make(ValueSpec value)
    {
        if (value.IsMapped)
        {
            return value.ChosenDecoder is { } chosen ? $"new {chosen}()" : $"{Decoding}.FieldDecoders.Mapped<{value.TypeName}>()";
        }

        var element = value.Enum is { } spec
            ? $"{Decoding}.FieldDecoders.Enum<{spec.FullName}>(static number => checked(({spec.FullName})number), {_enums[spec.FullName].Method})"
            : $"{Decoding}.FieldDecoders.{value.Decoder}" + (value.Bound is { } bound ? $"({Decoding}.FieldDecoders.{bound})" : string.Empty);
        var nullable = (value.ElementIsNullable, value.ElementIsValueType) switch
        {
            (false, _) => string.Empty,
            (true, true) => "Nullable",
            (true, false) => "NullableReference",
        };
        return value.Collection switch
        {
            CollectionShape.Array => $"{Decoding}.FieldDecoders.ArrayOf{nullable}({element})",
            CollectionShape.Array2 => $"{Decoding}.FieldDecoders.Array2Of{nullable}({element})",
            CollectionShape.Array3 => $"{Decoding}.FieldDecoders.Array3Of{nullable}({element})",
            CollectionShape.List => $"{Decoding}.FieldDecoders.ListOf{nullable}({element})",
            _ => element,
        };
    }
}
