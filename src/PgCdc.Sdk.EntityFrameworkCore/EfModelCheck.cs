using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using PgCdc.Sdk.Binding;
using PgCdc.Sdk.Decoding;
using PgCdc.Sdk.EntityFrameworkCore.Mapping;

namespace PgCdc.Sdk.EntityFrameworkCore;

/// <summary>Whether the model maps each captured property in a way that a decoder can follow.</summary>
internal sealed class EfModelCheck<TContext>(IServiceScopeFactory scopes) : IStartupCheck
    where TContext : DbContext
{
    public async Task<IReadOnlyList<StartupProblem>> CheckAsync(StartupCheckContext context, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var model = scope.ServiceProvider.GetRequiredService<TContext>().Model;
        var problems = new List<StartupProblem>();
        foreach (var (entity, table) in context.Entities)
        {
            if (model.FindEntityType(entity.EntityType) is { } type)
            {
                problems.AddRange(CheckEntity(entity, table, type));
            }
        }

        return problems;
    }

    private static IEnumerable<StartupProblem> CheckEntity(EntityShape entity, EntityTable table, IEntityType type)
    {
        if (EntityMapping.Read(type) is not { } mapping)
        {
            yield break;
        }

        var mapped = mapping.ToTable(null);
        foreach (var captured in entity.Properties.Where(static captured => !captured.IsExcluded))
        {
            var name = $"{entity.Name}.{captured.Name}";
            if (!mapped.Columns.ContainsKey(captured.Name) && !mapped.Decoders.ContainsKey(captured.Name) && !mapped.Elsewhere.Contains(captured.Name))
            {
                yield return new StartupProblem(
                    $"{name} is captured, but {typeof(TContext).Name} does not map it to a column.",
                    $"Map it, or mark it [NotMapped]; or add it to [CaptureChanges(Exclude = …)].");
            }

            if (captured is FieldProperty { IsDecoderChosen: true } || IsChosen(captured, table, mapped))
            {
                continue;
            }

            foreach (var (_, problem) in mapping.Problems.Where(problem => problem.Member == captured.Name))
            {
                yield return new StartupProblem(
                    $"{name} cannot be read as the model stores it: {problem}.",
                    "Mark it [DecodeWith(typeof(…))], call DecodeWith(…) in AddPgCdc, or exclude it with [CaptureChanges(Exclude = …)].");
            }
        }

        var unread = type.GetProperties()
            .Where(static property => !property.IsShadowProperty() && !property.IsConcurrencyToken)
            .Select(static property => property.Name)
            .Concat(mapped.Decoders.Keys)
            .Distinct()
            .Where(name => type.FindProperty(name)?.IsShadowProperty() != true && entity.Properties.All(captured => captured.Name != name));
        foreach (var name in unread)
        {
            yield return new StartupProblem(
                $"{entity.Name}.{name} is mapped to a column, but the generated decoder does not read it: it would always hold its default.",
                "Add it to [CaptureChanges(Exclude = …)], or let the generator know that it is no navigation: [Column(TypeName = …)] on the property, [Owned] or [ComplexType] on its class.");
        }

        var keys = KeyOf(type).ToHashSet();
        if (!keys.SetEquals(entity.Properties.Where(static property => property.IsKey).Select(static property => property.Name)))
        {
            yield return new StartupProblem(
                $"The key of {entity.Name} is ({string.Join(", ", keys)}) in the model but ({string.Join(", ", entity.Properties.Where(static property => property.IsKey).Select(static property => property.Name))}) by the class's attributes and names.",
                "Say it on the class, where the generator sees it: with [Key] or [PrimaryKey], and an alternate key with [CaptureChanges(ReplicaIdentityKey = …)].");
        }
    }

    /// <summary>The properties that changes are told by: the primary key's, or those of the index that is the replica identity.</summary>
    private static IEnumerable<string> KeyOf(IEntityType type)
    {
        if (type.GetCapture() is not { IdentityIndex: not null } capture || StoreObjectIdentifier.Create(type, StoreObjectType.Table) is not { } table)
        {
            return type.FindPrimaryKey()?.Properties.Select(static property => property.Name) ?? [];
        }

        var columns = capture.Columns.Where(static column => column.IsKey).Select(static column => column.Name).ToHashSet();
        return type.GetProperties().Where(property => property.GetColumnName(table) is { } column && columns.Contains(column)).Select(static property => property.Name);
    }

    /// <summary>Whether the consumer's builder was given a decoder for it.</summary>
    private static bool IsChosen(EntityProperty captured, EntityTable table, EntityTable mapped) =>
        table.Decoders.TryGetValue(captured.Name, out var decoder) && decoder.GetType() != mapped.Decoders.GetValueOrDefault(captured.Name)?.GetType();
}
