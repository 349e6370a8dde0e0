using PgCdc.Sdk.Generators.Model;

namespace PgCdc.Sdk.Generators.Emitting;

/// <summary>Writes the unsafe accessors for what generated code may not see: resolved by the runtime, without reflection.</summary>
internal sealed class AccessorEmitter
{
    private const string Attribute = "global::System.Runtime.CompilerServices.UnsafeAccessor";
    private const string Kind = "global::System.Runtime.CompilerServices.UnsafeAccessorKind";

    private readonly EntitySpec _entity;
    private readonly string?[] _names;
    private readonly Dictionary<GenericOwner, string> _owners = [];

    public AccessorEmitter(EntitySpec entity, NameScope members)
    {
        _entity = entity;
        Constructor = entity.Construction.ThroughAccessor ? members.Take("Create" + entity.Name.Simple, "Row") : string.Empty;
        _names = entity.Properties
            .Select(property => property.Assignment switch
            {
                Assignment.Setter => members.Take("Set" + property.Name, "Value"),
                Assignment.Field => members.Take(property.Name + "Of", "Row"),
                _ => null,
            })
            .ToArray();
        foreach (var owner in entity.Properties.Select(static property => property.GenericOwner).OfType<GenericOwner>().Distinct())
        {
            _owners.Add(owner, members.Take(owner.Name + "Accessors", "Of"));
        }
    }

    /// <summary>The method that calls the constructor.</summary>
    public string Constructor { get; }

    /// <summary>The method that reaches a property.</summary>
    public string Of(int ordinal)
    {
        var name = _names[ordinal] ?? throw new InvalidOperationException($"Property {ordinal} has no accessor.");
        return _entity.Properties[ordinal].GenericOwner is { } owner ? $"{_owners[owner]}<{owner.Arguments}>.{name}" : name;
    }

    /// <summary>Writes them.</summary>
    public void Emit(SourceWriter writer)
    {
        if (_entity.Construction.ThroughAccessor)
        {
            var parameters = _entity.Construction.Arguments
                .Select(ordinal => _entity.Properties[ordinal])
                .Select((property, index) => $"{property.TypeName} argument{index}");
            writer.Line($"[{Attribute}({Kind}.Constructor)]")
                .Line($"private static extern {_entity.Name.Full} {Constructor}({string.Join(", ", parameters)});")
                .Blank();
        }

        EmitAccessors(writer, null, "private");
        foreach (var pair in _owners)
        {
            writer.Line($"private static class {pair.Value}<{pair.Key.Parameters}>");
            if (pair.Key.Constraints.Length > 0)
            {
                writer.Indent().Line(pair.Key.Constraints).Outdent();
            }

            writer.Open();
            EmitAccessors(writer, pair.Key, "public");
            writer.Close().Blank();
        }
    }

    private void EmitAccessors(SourceWriter writer, GenericOwner? owner, string accessibility)
    {
        for (var ordinal = 0; ordinal < _names.Length; ordinal++)
        {
            if (_names[ordinal] is { } name && _entity.Properties[ordinal] is var property && Equals(property.GenericOwner, owner))
            {
                EmitAccessor(writer, property, name, accessibility);
            }
        }
    }

    private static void EmitAccessor(SourceWriter writer, PropertySpec property, string name, string accessibility)
    {
        var target = Identifiers.Literal(property.Accessed!);
        var declaringType = property.GenericOwner?.OpenName ?? property.DeclaringType;
        if (property.Assignment == Assignment.Setter)
        {
            writer.Line($"[{Attribute}({Kind}.Method, Name = {target})]")
                .Line($"{accessibility} static extern void {name}({declaringType} entity, {property.AccessedTypeName} value);");
        }
        else
        {
            writer.Line($"[{Attribute}({Kind}.Field, Name = {target})]")
                .Line($"{accessibility} static extern ref {property.AccessedTypeName} {name}({declaringType} entity);");
        }

        writer.Blank();
    }
}
