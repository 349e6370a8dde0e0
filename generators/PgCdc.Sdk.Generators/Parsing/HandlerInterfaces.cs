using Microsoft.CodeAnalysis;
using PgCdc.Sdk.Generators.Diagnostics;
using PgCdc.Sdk.Generators.Model;

namespace PgCdc.Sdk.Generators.Parsing;

/// <summary>Finds the handler contracts that a class implements, directly or through what it derives from.</summary>
internal static class HandlerInterfaces
{
    /// <summary>The contracts, as constructed over their entities.</summary>
    public static IReadOnlyList<(ITypeSymbol Entity, CapturedOperations Operations)> Of(INamedTypeSymbol type) =>
    [
        .. type.AllInterfaces
            .Select(static contract => (Entity: contract.TypeArguments.FirstOrDefault()!, Operations: OperationsOf(contract)))
            .Where(static contract => contract.Operations != CapturedOperations.None),
    ];

    /// <summary>The captured entities among them; the others are reported.</summary>
    public static IReadOnlyList<HandledEntity> Entities(
        INamedTypeSymbol type, IReadOnlyList<(ITypeSymbol Entity, CapturedOperations Operations)> interfaces, Compilation compilation,
        FindingSink sink)
    {
        var handled = new Dictionary<string, HandledEntity>(StringComparer.Ordinal);
        foreach (var (argument, operations) in interfaces)
        {
            if (argument is not INamedTypeSymbol { TypeKind: not TypeKind.Error } entity)
            {
                continue;
            }

            var name = entity.FullName();
            if (!entity.Has(KnownAttributes.CaptureChanges))
            {
                sink.Report(Rules.HandlerForUncaptured, null, type.Name, entity.Name);
            }
            else if (handled.TryGetValue(name, out var before))
            {
                handled[name] = before with { Operations = before.Operations | operations };
            }
            else if (SymbolEqualityComparer.Default.Equals(entity.ContainingAssembly, compilation.Assembly))
            {
                handled.Add(name, new HandledEntity(name, null, operations));
            }
            else if (DecoderOf(entity, compilation) is { } decoder)
            {
                handled.Add(name, new HandledEntity(name, decoder, operations));
            }
            else
            {
                sink.Report(Rules.DecoderMissing, null, type.Name, entity.Name, entity.ContainingAssembly.Name);
            }
        }

        return [.. handled.Values];
    }

    /// <summary>The decoder that was generated for an entity when its assembly was compiled.</summary>
    public static string? DecoderOf(INamedTypeSymbol entity, Compilation compilation)
    {
        var name = EntityNaming.Of(entity);
        var decoder = entity.ContainingNamespace.GetTypeMembers(name.Prefix + "Decoder", 0)
            .FirstOrDefault(candidate => SymbolEqualityComparer.Default.Equals(candidate.ContainingAssembly, entity.ContainingAssembly));
        return decoder is not null && compilation.IsSymbolAccessibleWithin(decoder, compilation.Assembly) ? decoder.FullName() : null;
    }

    private static CapturedOperations OperationsOf(INamedTypeSymbol contract) => contract switch
    {
        { Arity: 1, Name: "IOnInsert" } when contract.IsNamed("PgCdc.Sdk.IOnInsert") => CapturedOperations.Insert,
        { Arity: 1, Name: "IOnUpdate" } when contract.IsNamed("PgCdc.Sdk.IOnUpdate") => CapturedOperations.Update,
        { Arity: 1, Name: "IOnDelete" } when contract.IsNamed("PgCdc.Sdk.IOnDelete") => CapturedOperations.Delete,
        { Arity: 1, Name: "IOnTruncate" } when contract.IsNamed("PgCdc.Sdk.IOnTruncate") => CapturedOperations.Truncate,
        { Arity: 1, Name: "IOnBatch" } when contract.IsNamed("PgCdc.Sdk.IOnBatch") => CapturedOperations.All,
        _ => CapturedOperations.None,
    };
}
