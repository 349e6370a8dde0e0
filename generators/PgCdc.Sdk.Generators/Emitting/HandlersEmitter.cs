using PgCdc.Sdk.Generators.Model;
using static PgCdc.Sdk.Generators.Emitting.GeneratedSource;

namespace PgCdc.Sdk.Generators.Emitting;

/// <summary>Writes an entity's handler interfaces, one per captured operation.</summary>
internal static class HandlersEmitter
{
    public const string Role = "Handlers";

    public static string Emit(EntitySpec entity)
    {
        var writer = Begin(entity.Name.Namespace);
        foreach (var change in ChangeKind.All.Where(change => entity.Captures(change.Operation)))
        {
            EmitInterface(writer, entity, change);
        }

        return writer.ToString();
    }

    private static void EmitInterface(SourceWriter writer, EntitySpec entity, ChangeKind change)
    {
        const string Task = "global::System.Threading.Tasks.ValueTask";
        const string Token = "global::System.Threading.CancellationToken cancellationToken";
        var name = entity.Name.Prefix + change.Name;
        var method = $"On{change.Name}Async";
        var typed = entity.Name.Generated(change.Name);
        var generic = $"{Contracts}.IOn{change.Name}<{entity.Name.Full}>";

        writer.Line($"/// <summary>Handles {change.Name.ToLowerInvariant()}s of <see cref=\"{entity.Name.Full}\"/>.</summary>")
            .Line(GeneratedCode)
            .Line($"{entity.Accessibility} interface IOn{name} : {generic}")
            .Open()
            .Line($"/// <inheritdoc cref=\"{Contracts}.IOn{change.Name}{{T}}.{method}\"/>")
            .Line($"{Task} {method}({typed} change, {Token});").Blank()
            .Line($"{Task} {generic}.{method}(")
            .Indent()
            .Line($"{Contracts}.{change.Generic}<{entity.Name.Full}> change, {Token}) =>")
            .Line($"{method}(new {typed}(change), cancellationToken);")
            .Outdent()
            .Close()
            .Blank();
    }
}
