using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.Json;
using PgCdc.Sdk.Decoding;

namespace PgCdc.Sdk.EntityFrameworkCore.Mapping;

/// <summary>An owned or complex type, or several, that EF keeps as JSON in one column: by EF's names, each value as EF reads it.</summary>
internal sealed class JsonStructure
{
    private readonly List<(string Name, JsonValueReaderWriter? Leaf, JsonStructure? Nested)> _members = [];
    private readonly Func<object?[], object> _build;
    private readonly Type _type;
    private readonly Type? _collection;

    private JsonStructure(IPropertyBase member, List<string> problems)
    {
        var type = StructureMembers.StructureOf(member)!;
        _type = type.ClrType;
        _collection = StructureMembers.IsCollection(member) ? CollectionTypes.DecodedType(member.ClrType) : null;
        var members = StructureMembers.Of(type).Where(inner => AddMember(inner, problems)).ToList();
        var build = StructureFactory.Compile(type, members);
        if (build is null)
        {
            problems.Add($"{_type.Name} cannot be constructed: give it a constructor without parameters (it may be private), or one whose parameters are named after its members");
        }

        _build = build ?? (static _ => throw new InvalidOperationException("A structure with problems is never built."));
    }

    /// <summary>The decoder of the property's column.</summary>
    public static FieldDecoder Find(IPropertyBase member, List<string> problems) => (FieldDecoder)Activator.CreateInstance(
        typeof(JsonStructureField<>).MakeGenericType(CollectionTypes.DecodedType(member.ClrType)), new JsonStructure(member, problems))!;

    /// <summary>Reads a value; <see langword="null"/> of JSON's null.</summary>
    public object? Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Array when _collection is not null =>
            CollectionTypes.Fill(_collection, _type, [.. json.EnumerateArray().Select(ReadOne)]),
        _ => ReadOne(json),
    };

    private object? ReadOne(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var values = new object?[_members.Count];
        for (var index = 0; index < values.Length; index++)
        {
            var (name, leaf, nested) = _members[index];
            if (json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null)
            {
                values[index] = nested is not null ? nested.Read(value) : leaf!.FromJsonString(value.GetRawText());
            }
        }

        return _build(values);
    }

    private bool AddMember(IPropertyBase member, List<string> problems)
    {
        var name = member switch
        {
            IProperty property => property.GetJsonPropertyName(),
            IComplexProperty complex => complex.GetJsonPropertyName(),
            _ => StructureMembers.StructureOf(member)!.GetJsonPropertyName(),
        };
        if (name is null)
        {
            return false;
        }

        if (StructureMembers.StructureOf(member) is not null)
        {
            _members.Add((name, null, new JsonStructure(member, problems)));
            return true;
        }

        var leaf = (IProperty)member;
        if ((leaf.GetJsonValueReaderWriter() ?? leaf.GetTypeMapping().JsonValueReaderWriter) is not { } reader)
        {
            problems.Add($"the model tells no way to read its {member.Name} from JSON");
            return false;
        }

        _members.Add((name, reader, null));
        return true;
    }
}
