using PgCdc.Sdk.Generators.Model;

namespace PgCdc.Sdk.Generators.Emitting;

/// <summary>The members' names of an entity's generated types, which never meet those that every object has.</summary>
internal sealed class EntityNames
{
    private static readonly string[] ObjectMembers =
    [
        "Equals", "GetHashCode", "GetType", "ToString", "Finalize", "MemberwiseClone", "ReferenceEquals",
    ];

    private static readonly string[] RecordMembers = ["Deconstruct", "PrintMembers", "EqualityContract"];

    public EntityNames(EntitySpec entity)
    {
        var flags = new NameScope([.. ObjectMembers, entity.Name.Prefix + "Properties", "_set"]);
        Flags = entity.Properties.Select(property => flags.Take(property.Name, "Property")).ToArray();
        Any = flags.Take("Any", "Property");
        Set = flags.Take("Set", "Property");

        var parts = new NameScope([.. ObjectMembers, .. RecordMembers, entity.Name.Prefix + "Key"]);
        KeyParts = entity.Key.Select(ordinal => parts.Take(entity.Properties[ordinal].Name, "Part")).ToArray();
    }

    /// <summary>The flag of each property, by ordinal.</summary>
    public IReadOnlyList<string> Flags { get; }

    /// <summary>The flag that tells whether there is any.</summary>
    public string Any { get; }

    /// <summary>The member that gives the set by ordinal.</summary>
    public string Set { get; }

    /// <summary>The key type's members, in the key's order.</summary>
    public IReadOnlyList<string> KeyParts { get; }
}
