using PgCdc.Sdk.Generators.Model;

namespace PgCdc.Sdk.Generators.Emitting;

/// <summary>Writes the unsafe accessors for what generated code may not see: resolved by the runtime, without reflection.</summary>
internal sealed class AccessorEmitter
{
    private const string Attribute = "global::System.Runtime.CompilerServices.UnsafeAccessor";
    private const string Kind = "global::System.Runtime.CompilerServices.UnsafeAccessorKind";

    private readonly EntitySpec _entity;
    private readonly string?[] _names;

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
    }

    /// <summary>The method that calls the constructor.</summary>
    public string Constructor { get; }

    /// <summary>The method that reaches a property.</summary>
    public string Of(int ordinal) => _names[ordinal] ?? throw new InvalidOperationException($"Property {ordinal} has no accessor.");

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

        for (var ordinal = 0; ordinal < _names.Length; ordinal++)
        {
            if (_names[ordinal] is { } name)
            {
                EmitAccessor(writer, _entity.Properties[ordinal], name);
            }
        }
    }

    private static void EmitAccessor(SourceWriter writer, PropertySpec property, string name)
    {
        var target = Identifiers.Literal(property.Accessed!);
        if (property.Assignment == Assignment.Setter)
        {
            writer.Line($"[{Attribute}({Kind}.Method, Name = {target})]")
                .Line($"private static extern void {name}({property.DeclaringType} entity, {property.AccessedTypeName} value);");
        }
        else
        {
            writer.Line($"[{Attribute}({Kind}.Field, Name = {target})]")
                .Line($"private static extern ref {property.AccessedTypeName} {name}({property.DeclaringType} entity);");
        }

        writer.Blank();
    }
}
