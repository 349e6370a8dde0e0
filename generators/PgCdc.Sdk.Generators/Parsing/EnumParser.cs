using Microsoft.CodeAnalysis;
using PgCdc.Sdk.Generators.Emitting;
using PgCdc.Sdk.Generators.Model;

namespace PgCdc.Sdk.Generators.Parsing;

/// <summary>Reads an enum's members with the texts that the database may hold for them.</summary>
internal static class EnumParser
{
    /// <summary>
    /// Each member answers to its name (a text column) and to its PostgreSQL label: that of [PgName], or the name in snake case, as
    /// Npgsql translates it.
    /// </summary>
    public static EnumSpec Parse(INamedTypeSymbol type)
    {
        var members = Members(type).ToArray();
        var owners = new Dictionary<string, IFieldSymbol>(StringComparer.Ordinal);
        foreach (var member in members)
        {
            owners[member.Name] = member;
        }

        foreach (var member in members)
        {
            var label = Label(member);
            if (!owners.ContainsKey(label))
            {
                owners.Add(label, member);
            }
        }

        var labels = members.Select(member => new EnumLabel(
            Identifiers.Escape(member.Name),
            owners.Where(pair => SymbolEqualityComparer.Default.Equals(pair.Value, member)).Select(pair => pair.Key).ToEquatableArray()));
        return new EnumSpec(type.Name, type.FullName(), labels.ToEquatableArray());
    }

    /// <summary>The enum that a property's type is, or that it has for elements.</summary>
    public static INamedTypeSymbol? Of(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { TypeKind: TypeKind.Enum } @enum => @enum,
        IArrayTypeSymbol array => Of(array.ElementType),
        INamedTypeSymbol { Arity: 1 } generic => Of(generic.TypeArguments[0]),
        _ => null,
    };

    /// <summary>The text that stands for two different values, if there is one: which is meant could only be guessed.</summary>
    public static (string Text, string First, string Second)? Ambiguity(INamedTypeSymbol type)
    {
        var members = Members(type).ToArray();
        foreach (var named in members)
        {
            foreach (var labelled in members)
            {
                var label = Label(labelled);
                if (!Equals(named.ConstantValue, labelled.ConstantValue)
                    && (label == named.Name || (label == Label(named) && string.CompareOrdinal(named.Name, labelled.Name) < 0)))
                {
                    return (label, named.Name, labelled.Name);
                }
            }
        }

        return null;
    }

    private static IEnumerable<IFieldSymbol> Members(INamedTypeSymbol type) =>
        type.GetMembers().OfType<IFieldSymbol>().Where(static member => member.HasConstantValue);

    private static string Label(IFieldSymbol member) =>
        member.Attribute(KnownAttributes.PgName)?.Text() ?? SnakeCase.Of(member.Name);
}
