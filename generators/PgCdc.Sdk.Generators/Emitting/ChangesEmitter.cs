using PgCdc.Sdk.Generators.Model;
using static PgCdc.Sdk.Generators.Emitting.GeneratedSource;

namespace PgCdc.Sdk.Generators.Emitting;

/// <summary>Writes an entity's key, its flags and its change types.</summary>
internal static class ChangesEmitter
{
    public const string Role = "Changes";

    public static string Emit(EntitySpec entity)
    {
        var names = new EntityNames(entity);
        var writer = Begin(entity.Name.Namespace, entity.HasObsoleteMembers);
        EmitKey(writer, entity, names);
        EmitProperties(writer, entity, names);
        foreach (var change in ChangeKind.All.Where(change => entity.Captures(change.Operation)))
        {
            EmitChange(writer, entity, change);
        }

        return writer.ToString();
    }

    private static void EmitKey(SourceWriter writer, EntitySpec entity, EntityNames names)
    {
        var parts = entity.Key.Select((ordinal, index) =>
            (Name: Identifiers.Escape(names.KeyParts[index]), Property: entity.Properties[ordinal])).ToArray();

        writer.Line($"/// <summary>The key of a <see cref=\"{entity.Name.Full}\"/>.</summary>");
        foreach (var (name, property) in parts)
        {
            writer.Line($"/// <param name=\"{name.TrimStart('@')}\">The row's <c>{property.Name}</c>.</param>");
        }

        writer.Line(GeneratedCode)
            .Line($"{entity.Accessibility} readonly record struct {entity.Name.Prefix}Key("
                + string.Join(", ", parts.Select(part => $"{part.Property.Value.TypeName} {part.Name}")) + ");")
            .Blank();
    }

    private static void EmitProperties(SourceWriter writer, EntitySpec entity, EntityNames names)
    {
        var type = entity.Name.Prefix + "Properties";
        writer.Line($"/// <summary>Properties of a <see cref=\"{entity.Name.Full}\"/>: a flag for each by its name.</summary>")
            .Line(GeneratedCode)
            .Line($"{entity.Accessibility} readonly struct {type}")
            .Open()
            .Line($"private readonly {Contracts}.PropertySet _set;").Blank()
            .Line("/// <summary>Names the properties of a set.</summary>")
            .Line($"public {type}({Contracts}.PropertySet set) => _set = set;").Blank()
            .Line("/// <summary>Whether it is any property at all.</summary>")
            .Line($"public bool {names.Any} => !_set.IsEmpty;").Blank()
            .Line("/// <summary>The properties by ordinal.</summary>")
            .Line($"public {Contracts}.PropertySet {names.Set} => _set;").Blank();
        for (var ordinal = 0; ordinal < entity.Properties.Count; ordinal++)
        {
            writer.Line($"/// <summary>Whether it is <c>{entity.Properties[ordinal].Name}</c>.</summary>")
                .Line($"public bool {Identifiers.Escape(names.Flags[ordinal])} => _set.Contains({ordinal});").Blank();
        }

        writer.Close().Blank();
    }

    private static void EmitChange(SourceWriter writer, EntitySpec entity, ChangeKind change)
    {
        var type = entity.Name.Prefix + change.Name;
        var generic = $"{Contracts}.{change.Generic}<{entity.Name.Full}>";
        writer.Line($"/// <summary>{change.Article} of a <see cref=\"{entity.Name.Full}\"/>.</summary>")
            .Line(GeneratedCode)
            .Line($"{entity.Accessibility} readonly struct {type}")
            .Open()
            .Line($"private readonly {generic} _change;").Blank()
            .Line("/// <summary>Names the members of a change.</summary>")
            .Line($"public {type}({generic} change) => _change = change;").Blank()
            .Line("/// <summary>Where the change comes from.</summary>")
            .Line($"public {Contracts}.ChangeContext Context => _change.Context;").Blank();
        EmitMembers(writer, entity, change.Operation);
        writer.Line("/// <summary>The change as handlers of any entity receive it.</summary>")
            .Line($"public static implicit operator {generic}({type} change) => change._change;")
            .Close()
            .Blank();
    }

    private static void EmitMembers(SourceWriter writer, EntitySpec entity, CapturedOperations operation)
    {
        var entityType = entity.Name.Full;
        var key = entity.Name.Generated("Key");
        var properties = entity.Name.Generated("Properties");
        var decoder = entity.Name.Generated("Decoder");
        switch (operation)
        {
            case CapturedOperations.Insert:
                Member(writer, "The new row's key.", $"{key} Key => {decoder}.KeyOf(_change.Row)");
                Member(writer, "The new row.", $"{entityType} Row => _change.Row");
                Member(writer, "The properties that did not come along, because their columns are excluded.", $"{properties} NotSent => new(_change.NotSent)");
                break;
            case CapturedOperations.Update:
                Member(writer, "The key as it is now.", $"{key} Key => {decoder}.KeyOf(_change.After)");
                Member(writer, "The key as it was, where the update changed it; else <see langword=\"null\"/>.", $"{key}? OldKey => ({key}?)_change.OldKey");
                Member(writer, "The row as it is now; a property in <see cref=\"NotSent\"/> holds its type's default.", $"{entityType} After => _change.After");
                Member(writer, "The row as it was; <see langword=\"null\"/> unless the table's replica identity is full.", $"{entityType}? Before => _change.Before");
                Member(writer, "The properties that changed; without <see cref=\"Before\"/>, all that were sent.", $"{properties} Changed => new(_change.Changed)");
                Member(writer, "The properties that did not come along: unchanged out-of-line (TOAST) values and excluded columns.", $"{properties} NotSent => new(_change.NotSent)");
                Member(writer, "The properties that did not come along and were read from the table afterwards: they may be newer than the change.", $"{properties} Refilled => new(_change.Refilled)");
                break;
            case CapturedOperations.Delete:
                Member(writer, "The key of the row that went.", $"{key} Key => ({key})_change.Key");
                Member(writer, "The row as it was; <see langword=\"null\"/> unless the table's replica identity is full.", $"{entityType}? Row => _change.Row");
                Member(writer, "The properties of <see cref=\"Row\"/> that did not come along, because their columns are excluded.", $"{properties} NotSent => new(_change.NotSent)");
                break;
            default:
                Member(writer, "Whether the command said CASCADE; <see langword=\"null\"/> from a log, which does not tell.", "bool? Cascade => _change.Cascade");
                Member(writer, "Whether the command said RESTART IDENTITY; <see langword=\"null\"/> from a log, which does not tell.", "bool? RestartIdentity => _change.RestartIdentity");
                break;
        }
    }

    private static void Member(SourceWriter writer, string summary, string member) =>
        writer.Line($"/// <summary>{summary}</summary>").Line($"public {member};").Blank();
}
