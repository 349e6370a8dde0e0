namespace PgCdc.Sdk.Generators.Model;

/// <summary>The handler interfaces that are generated for the assembly's entities, by their full names.</summary>
internal sealed class GeneratedInterfaces
{
    private readonly Dictionary<string, string> _entities = new(StringComparer.Ordinal);

    public GeneratedInterfaces(IEnumerable<EntitySpec> entities)
    {
        foreach (var entity in entities)
        {
            foreach (var change in ChangeKind.All.Where(change => entity.Captures(change.Operation)))
            {
                _entities[NameOf(entity, change)] = entity.Name.Full;
            }
        }
    }

    /// <summary>The interface's full name, without <c>global::</c>.</summary>
    public static string NameOf(EntitySpec entity, ChangeKind change)
    {
        var name = $"IOn{entity.Name.Prefix}{change.Name}";
        return entity.Name.Namespace.Length == 0 ? name : $"{entity.Name.Namespace}.{name}";
    }

    /// <summary>The entity that a reference's interface is generated for.</summary>
    public string? Find(InterfaceReference reference)
    {
        foreach (var candidate in reference.Candidates)
        {
            if (_entities.TryGetValue(candidate, out var entity))
            {
                return entity;
            }
        }

        return null;
    }
}
