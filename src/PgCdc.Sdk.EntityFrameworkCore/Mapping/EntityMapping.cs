using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using PgCdc.Sdk.Binding;
using PgCdc.Sdk.Decoding;

namespace PgCdc.Sdk.EntityFrameworkCore.Mapping;

/// <summary>How the model lays an entity's members out in its table.</summary>
internal sealed class EntityMapping
{
    /// <summary>https://www.postgresql.org/docs/current/ddl-system-columns.html</summary>
    private static readonly string[] SystemColumns = ["xmin", "xmax", "cmin", "cmax", "ctid", "tableoid"];

    private readonly Dictionary<string, string> _columns = [];
    private readonly Dictionary<string, FieldDecoder> _decoders = [];
    private readonly HashSet<string> _elsewhere = [];
    private readonly List<StructureColumn> _shadow = [];
    private readonly List<(string Member, string Problem)> _problems = [];
    private readonly StoreObjectIdentifier _table;

    private EntityMapping(IEntityType type, StoreObjectIdentifier table)
    {
        _table = table;
        foreach (var property in type.GetProperties())
        {
            Add(property);
        }

        foreach (var complex in type.GetComplexProperties())
        {
            AddStructure(complex);
        }

        foreach (var navigation in type.GetNavigations())
        {
            if (StructureMembers.IsOwned(navigation))
            {
                AddStructure(navigation);
            }
            else
            {
                _elsewhere.Add(navigation.Name);
            }
        }

        _elsewhere.UnionWith(type.GetSkipNavigations().Select(static navigation => navigation.Name));
        _elsewhere.UnionWith(type.GetServiceProperties().Select(static service => service.Name));
    }

    /// <summary>The members whose mapping cannot be followed, each with the reason.</summary>
    public IReadOnlyList<(string Member, string Problem)> Problems => _problems;

    /// <summary>Reads an entity type; <see langword="null"/> where it is mapped to no table.</summary>
    public static EntityMapping? Read(IEntityType type) =>
        StoreObjectIdentifier.Create(type, StoreObjectType.Table) is { } table ? new EntityMapping(type, table) : null;

    public EntityTable ToTable(EntityLog? log) => new(_table.Schema ?? "public", _table.Name, _columns, log)
    {
        Decoders = _decoders,
        Elsewhere = _elsewhere,
        Shadow = _shadow,
    };

    private void Add(IProperty property)
    {
        if (property.GetColumnName(_table) is not { } column)
        {
            return;
        }

        if (Array.IndexOf(SystemColumns, column) >= 0)
        {
            // A row version is mapped to xmin, which is in no row that is published.
            _elsewhere.Add(property.Name);
            return;
        }

        _columns[property.Name] = column;
        if (property.IsShadowProperty())
        {
            if (ColumnDecoders.Find(property) is { } shadow)
            {
                _shadow.Add(new StructureColumn(property.Name, column, shadow, property.IsNullable));
            }

            return;
        }

        if (ColumnDecoders.FindMapped(property) is { } decoder)
        {
            _decoders[property.Name] = decoder;
        }
        else if (ColumnDecoders.IsConverted(property, out var converter))
        {
            _problems.Add((property.Name, $"it is stored through the value converter {converter.GetType().Name} as {converter.ProviderClrType.Name}, which no decoder reads"));
        }
    }

    private void AddStructure(IPropertyBase member)
    {
        var structure = StructureMembers.StructureOf(member)!;
        var problems = new List<string>();
        if (structure.IsMappedToJson())
        {
            _columns[member.Name] = structure.GetContainerColumnName()!;
            _decoders[member.Name] = JsonStructure.Find(member, problems);
        }
        else if (!StructureMembers.IsCollection(member) && ColumnStructure.Find(member, _table, problems) is { } decoder)
        {
            _decoders[member.Name] = decoder;
        }
        else
        {
            _elsewhere.Add(member.Name);
        }

        _problems.AddRange(problems.Select(problem => (member.Name, problem)));
    }
}
