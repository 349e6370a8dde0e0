using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Microsoft.Extensions.DependencyInjection;

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
        foreach (var (entity, _) in context.Entities)
        {
            if (model.FindEntityType(entity.EntityType) is { } type)
            {
                problems.AddRange(CheckEntity(entity, type));
            }
        }

        return problems;
    }

    private static IEnumerable<StartupProblem> CheckEntity(EntityShape entity, IEntityType type)
    {
        foreach (var captured in entity.Properties)
        {
            var name = $"{entity.Name}.{captured.Name}";
            if (captured.IsExcluded)
            {
                continue;
            }

            if (type.FindProperty(captured.Name) is not { } property)
            {
                yield return new StartupProblem(
                    $"{name} is captured, but {typeof(TContext).Name} does not map it to a column.",
                    $"Map it, or mark it [NotMapped]; or add it to [CaptureChanges(Exclude = …)].");
            }
            else if (Converter(property) is { } converter && !IsUnderstood(converter))
            {
                yield return new StartupProblem(
                    $"{name} is stored through the value converter {converter.GetType().Name}, which a decoder cannot follow.",
                    "Take the converter off, or exclude the property with [CaptureChanges(Exclude = …)].");
            }
        }

        foreach (var property in type.GetProperties())
        {
            if (!property.IsShadowProperty() && !property.IsConcurrencyToken && entity.Properties.All(captured => captured.Name != property.Name))
            {
                yield return new StartupProblem(
                    $"{entity.Name}.{property.Name} is mapped to a column, but the generated decoder does not read it: it would always hold its default.",
                    "Add it to [CaptureChanges(Exclude = …)], or give it a type and a setter that the generator reads (docs/rules).");
            }
        }

        var keys = type.FindPrimaryKey()?.Properties.Select(static property => property.Name).ToHashSet() ?? [];
        if (!keys.SetEquals(entity.Properties.Where(static property => property.IsKey).Select(static property => property.Name)))
        {
            yield return new StartupProblem(
                $"The key of {entity.Name} is ({string.Join(", ", keys)}) in the model but ({string.Join(", ", entity.Properties.Where(static property => property.IsKey).Select(static property => property.Name))}) by the class's attributes and names.",
                $"Say it on the class with [Key] or [PrimaryKey], where the generator sees it.");
        }
    }

    private static ValueConverter? Converter(IProperty property) => property.GetValueConverter() ?? property.FindTypeMapping()?.Converter;

    /// <summary>Enums to numbers and names, and numbers to wider ones, are read from the column's own type.</summary>
    private static bool IsUnderstood(ValueConverter converter)
    {
        var model = Nullable.GetUnderlyingType(converter.ModelClrType) ?? converter.ModelClrType;
        var provider = Nullable.GetUnderlyingType(converter.ProviderClrType) ?? converter.ProviderClrType;
        return model.IsEnum && (provider == typeof(string) || provider.IsPrimitive)
            || model.IsPrimitive && (provider.IsPrimitive || provider == typeof(decimal))
            || model == typeof(char) && provider == typeof(string)
            || model == provider
            || converter.GetType().Namespace?.StartsWith("Npgsql.", StringComparison.Ordinal) == true;
    }
}
