using PgCdc.Sdk.Generators.Model;
using static PgCdc.Sdk.Generators.Emitting.GeneratedSource;

namespace PgCdc.Sdk.Generators.Emitting;

/// <summary>Writes an entity's decoder.</summary>
internal static class DecoderEmitter
{
    public const string Role = "Decoder";

    private static readonly string[] InheritedMembers =
    [
        "Name", "EntityType", "Properties", "Schema", "Table", "Fields", "Decode", "DecodeKey", "GetKey", "GetValue",
        "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "Finalize", "ReferenceEquals", "Instance", "KeyOf", "Create",
    ];

    public static string Emit(EntitySpec entity)
    {
        var type = entity.Name.Prefix + "Decoder";
        var members = new NameScope([.. InheritedMembers, type]);
        var values = new ValueExpressions(entity, members);
        var accessors = new AccessorEmitter(entity, members);
        var writer = Begin(entity.Name.Namespace, entity.HasObsoleteMembers);

        writer.Line($"/// <summary>Builds <see cref=\"{entity.Name.Full}\"/> from rows.</summary>")
            .Line(GeneratedCode)
            .Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]")
            .Line($"{entity.Accessibility} sealed class {type} : {Decoding}.EntityDecoder<{entity.Name.Full}>")
            .Open();
        foreach (var (name, decoderType, expression) in values.Kept())
        {
            writer.Line($"private static readonly {decoderType} {name} =").Indent().Line(expression + ";").Outdent().Blank();
        }

        EmitConstructor(writer, entity, values, type);
        EmitDecode(writer, entity, values, accessors);
        EmitKey(writer, entity, values);
        EmitGetValue(writer, entity);
        foreach (var (spec, method) in values.Enums)
        {
            EmitLabels(writer, spec, method);
        }

        accessors.Emit(writer);
        return writer.Close().ToString();
    }

    private static void EmitConstructor(SourceWriter writer, EntitySpec entity, ValueExpressions values, string type)
    {
        writer.Line($"private {type}()")
            .Indent()
            .Line(": base(")
            .Indent()
            .Line($"name: {Identifiers.Literal(entity.Name.Simple)},")
            .Line($"schema: {Identifiers.LiteralOrNull(entity.Schema)},")
            .Line($"table: {Identifiers.Literal(entity.Table)},")
            .Line("fields:")
            .Line("[")
            .Indent();
        for (var ordinal = 0; ordinal < entity.Properties.Count; ordinal++)
        {
            writer.Line(FieldOf(entity, ordinal, values) + ",");
        }

        writer.Outdent().Line("])").Outdent().Outdent().Open().Close().Blank()
            .Line("/// <summary>The decoder: it has no state, so one serves all rows.</summary>")
            .Line($"public static {entity.Name.Generated("Decoder")} Instance {{ get; }} = new();").Blank();
    }

    private static string FieldOf(EntitySpec entity, int ordinal, ValueExpressions values)
    {
        var property = entity.Properties[ordinal];
        var facts = new List<string>();
        if (property.Column is { } column)
        {
            facts.Add($"Column = {Identifiers.Literal(column)}");
        }

        if (entity.Key.Contains(ordinal))
        {
            facts.Add("IsKey = true");
        }

        if (property.IsNullable)
        {
            facts.Add("IsNullable = true");
        }

        if (property.IsExcluded)
        {
            facts.Add("IsExcluded = true");
        }

        if (property is { IsTentative: true, IsNullable: false })
        {
            facts.Add("IsOptional = true");
        }

        if (property.Value.ChosenDecoder is not null)
        {
            facts.Add("IsDecoderChosen = true");
        }

        var field = $"new {Decoding}.FieldProperty({Identifiers.Literal(property.Name)}, typeof({property.RuntimeTypeName}), {values.Decoder(ordinal)})";
        return facts.Count == 0 ? field : $"{field} {{ {string.Join(", ", facts)} }}";
    }

    private static void EmitDecode(SourceWriter writer, EntitySpec entity, ValueExpressions values, AccessorEmitter accessors)
    {
        if (entity.Construction.IsAbstract)
        {
            var sentence = $"A row of {entity.Name.Simple} is of no captured class: {entity.Name.Simple} is abstract. Put [CaptureChanges] on each class that derives from it.";
            writer.Line("/// <inheritdoc/>")
                .Line($"public override {entity.Name.Full} Decode(in {Decoding}.RowReader row) =>")
                .Indent()
                .Line($"throw new global::PgCdc.Sdk.DecodeException({Identifiers.Literal(sentence)});")
                .Outdent()
                .Blank();
            return;
        }

        var arguments = string.Join(", ", entity.Construction.Arguments.Select(values.Read));
        var creation = entity.Construction.ThroughAccessor ? $"{accessors.Constructor}({arguments})" : $"new {entity.Name.Full}({arguments})";
        var initialised = Ordinals(entity, Assignment.Initializer);
        var assigned = Ordinals(entity, Assignment.Statement, Assignment.Setter, Assignment.Field);

        writer.Line("/// <inheritdoc/>").Line($"public override {entity.Name.Full} Decode(in {Decoding}.RowReader row)").Open();
        var opening = assigned.Count == 0 ? "return " : "var entity = ";
        if (initialised.Count == 0)
        {
            writer.Line($"{opening}{creation};");
        }
        else
        {
            writer.Line(opening + (arguments.Length == 0 ? creation.Substring(0, creation.Length - 2) : creation)).Open();
            foreach (var ordinal in initialised)
            {
                writer.Line($"{Identifiers.Escape(entity.Properties[ordinal].Name)} = {values.Read(ordinal)},");
            }

            writer.Close(";");
        }

        foreach (var ordinal in assigned)
        {
            var property = entity.Properties[ordinal];
            if (property.IsTentative)
            {
                writer.Line(property.IsNullable ? $"if (row.IsSent({ordinal}))" : $"if (!row.IsNull({ordinal}))").Open();
            }

            writer.Line(property.Assignment switch
            {
                Assignment.Statement => $"entity.{Identifiers.Escape(property.Name)} = {values.Read(ordinal)};",
                Assignment.Setter => $"{accessors.Of(ordinal)}(entity, {values.Read(ordinal)});",
                _ => $"{accessors.Of(ordinal)}(entity) = {values.Read(ordinal)};",
            });
            if (property.IsTentative)
            {
                writer.Close().Blank();
            }
        }

        if (assigned.Count > 0)
        {
            writer.Line("return entity;");
        }

        writer.Close().Blank();
    }

    private static void EmitKey(SourceWriter writer, EntitySpec entity, ValueExpressions values)
    {
        var key = entity.Name.Generated("Key");
        writer.Line("/// <inheritdoc/>").Line($"public override object DecodeKey(in {Decoding}.RowReader row)").Open();
        foreach (var ordinal in entity.Key)
        {
            writer.Line($"row.RequireSent({ordinal});");
        }

        writer.Line($"return new {key}({string.Join(", ", entity.Key.Select(values.ReadValue))});")
            .Close().Blank()
            .Line("/// <inheritdoc/>")
            .Line($"public override object GetKey({entity.Name.Full} row) => KeyOf(row);").Blank();

        var parts = entity.Key.Select(ordinal => KeyPart(entity.Properties[ordinal]));
        writer.Line("/// <summary>The row's key.</summary>")
            .Line($"internal static {key} KeyOf({entity.Name.Full} row) => new({string.Join(", ", parts)});").Blank();
    }

    private static string KeyPart(PropertySpec property) =>
        $"row.{Identifiers.Escape(property.Name)}" + (property.IsNullable ? property.Value.IsValueType ? "!.Value" : "!" : string.Empty);

    private static void EmitGetValue(SourceWriter writer, EntitySpec entity)
    {
        writer.Line("/// <inheritdoc/>")
            .Line($"public override object? GetValue({entity.Name.Full} row, int ordinal) => ordinal switch")
            .Open();
        for (var ordinal = 0; ordinal < entity.Properties.Count; ordinal++)
        {
            writer.Line($"{ordinal} => (object?)row.{Identifiers.Escape(entity.Properties[ordinal].Name)},");
        }

        writer.Line("_ => throw new global::System.ArgumentOutOfRangeException(nameof(ordinal)),").Close(";").Blank();
    }

    private static void EmitLabels(SourceWriter writer, EnumSpec spec, string method)
    {
        writer.Line($"private static {spec.FullName}? {method}(global::System.ReadOnlySpan<char> label) => label switch").Open();
        foreach (var label in spec.Labels)
        {
            writer.Line($"{string.Join(" or ", label.Texts.Select(Identifiers.Literal))} => {spec.FullName}.{label.Member},");
        }

        writer.Line("_ => null,").Close(";").Blank();
    }

    private static List<int> Ordinals(EntitySpec entity, params Assignment[] ways) =>
        [.. Enumerable.Range(0, entity.Properties.Count).Where(ordinal => ways.Contains(entity.Properties[ordinal].Assignment))];
}
