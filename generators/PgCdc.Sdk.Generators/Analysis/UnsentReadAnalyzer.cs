using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PgCdc.Sdk.Generators.Diagnostics;
using PgCdc.Sdk.Generators.Parsing;

namespace PgCdc.Sdk.Generators.Analysis;

/// <summary>
/// Warns where a handler reads a property of an update's row that may not have come along, and does not ask. Only reads on the change
/// itself are looked at, and one question anywhere in the method is enough: rather a warning too few than one too many.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnsentReadAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rules.UnsentRead];

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationBlockAction(AnalyzeBlock);
    }

    private static void AnalyzeBlock(OperationBlockAnalysisContext context)
    {
        if (context.OwningSymbol is not IMethodSymbol method || !IsHandler(method.ContainingType))
        {
            return;
        }

        var reads = new List<UnsentRead>();
        var asked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var operation in context.OperationBlocks.SelectMany(static block => block.DescendantsAndSelf()).OfType<IPropertyReferenceOperation>())
        {
            if (UnsentRead.Of(operation) is { } read)
            {
                reads.Add(read);
            }
            else if (ChangeMembers.IsFlags(operation))
            {
                if (operation.Parent is not IPropertyReferenceOperation { Property.Type.SpecialType: SpecialType.System_Boolean } flag)
                {
                    // The set as a whole goes somewhere: what is asked of it there is not seen.
                    return;
                }

                if (flag.Property.Name is "Any" or "IsEmpty")
                {
                    return;
                }

                asked.Add(flag.Property.Name);
            }
        }

        foreach (var read in reads.Where(read => !asked.Contains(read.Property.Name)))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Rules.UnsentRead, read.Location, read.Entity.Name, read.Property.Name, read.Property.Type.Spoken()));
        }
    }

    private static bool IsHandler(INamedTypeSymbol? type) => type is not null && type.AllInterfaces.Any(ChangeMembers.IsUpdateHandler);
}
