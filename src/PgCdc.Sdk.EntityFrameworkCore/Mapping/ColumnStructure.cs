using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using PgCdc.Sdk.Decoding;

namespace PgCdc.Sdk.EntityFrameworkCore.Mapping;

/// <summary>An owned or complex type that is flattened into its entity's table.</summary>
internal sealed class ColumnStructure
{
    private readonly List<StructureColumn> _columns = [];
    private readonly List<(ColumnStructure? Nested, int Count)> _members = [];
    private readonly bool _isOptional;
    private readonly Func<object?[], object> _build;

    private ColumnStructure(ITypeBase type, StoreObjectIdentifier table, string path, bool isOptional, bool isBelowOptional, List<string> problems)
    {
        _isOptional = isOptional;
        var members = StructureMembers.Of(type).Where(member => AddMember(member, table, path, isBelowOptional, problems)).ToList();
        var build = StructureFactory.Compile(type, members);
        if (build is null)
        {
            problems.Add($"{type.ClrType.Name} cannot be constructed: give it a constructor without parameters (it may be private), or one whose parameters are named after its members");
        }

        _build = build ?? (static _ => throw new InvalidOperationException("A structure with problems is never built."));
    }

    /// <summary>The decoder of a property; <see langword="null"/> where the structure lies in another table.</summary>
    public static StructureDecoder? Find(IPropertyBase member, StoreObjectIdentifier table, List<string> problems)
    {
        var optional = StructureMembers.IsOptional(member);
        var structure = new ColumnStructure(StructureMembers.StructureOf(member)!, table, string.Empty, optional, isBelowOptional: false, problems);
        return structure._columns.Count == 0
            ? null
            : (StructureDecoder)typeof(ColumnStructure).GetMethod(nameof(Decoder), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!
                .MakeGenericMethod(CollectionTypes.DecodedType(member.ClrType)).Invoke(structure, null)!;
    }

    private StructureDecoder<T> Decoder<T>()
        where T : notnull => new(_columns, _isOptional, values => (T)Build(values, 0)!);

    private bool AddMember(IPropertyBase member, StoreObjectIdentifier table, string path, bool isBelowOptional, List<string> problems)
    {
        if (StructureMembers.StructureOf(member) is { } nested)
        {
            return nested.IsMappedToJson()
                ? AddColumn(member, nested.GetContainerColumnName(), JsonStructure.Find(member, problems), path, isBelowOptional, problems)
                : AddNested(member, nested, table, path, isBelowOptional, problems);
        }

        var property = (IProperty)member;
        return AddColumn(member, property.GetColumnName(table), ColumnDecoders.Find(property), path, isBelowOptional, problems);
    }

    private bool AddColumn(IPropertyBase member, string? column, FieldDecoder? decoder, string path, bool isBelowOptional, List<string> problems)
    {
        if (column is null)
        {
            return false;
        }

        if (decoder is null)
        {
            problems.Add($"no decoder of {member.ClrType.Name} is known for its {path}{member.Name} in column \"{column}\"");
            return false;
        }

        _columns.Add(new StructureColumn(path + member.Name, column, decoder, isBelowOptional || StructureMembers.IsOptional(member)));
        _members.Add((null, 1));
        return true;
    }

    private bool AddNested(
        IPropertyBase member, ITypeBase type, StoreObjectIdentifier table, string path, bool isBelowOptional, List<string> problems)
    {
        var optional = StructureMembers.IsOptional(member);
        var nested = new ColumnStructure(type, table, $"{path}{member.Name}.", optional, isBelowOptional || optional, problems);
        if (nested._columns.Count == 0)
        {
            return false;
        }

        _columns.AddRange(nested._columns);
        _members.Add((nested, nested._columns.Count));
        return true;
    }

    private object? Build(IReadOnlyList<object?> values, int first)
    {
        var built = new object?[_members.Count];
        for (var index = 0; index < built.Length; index++)
        {
            var (nested, count) = _members[index];
            built[index] = nested is null ? values[first] : nested.BuildNested(values, first);
            first += count;
        }

        return _build(built);
    }

    /// <summary>EF's rule: an optional structure without any value is none.</summary>
    private object? BuildNested(IReadOnlyList<object?> values, int first) =>
        _isOptional && Enumerable.Range(first, _columns.Count).All(index => values[index] is null) ? null : Build(values, first);
}
