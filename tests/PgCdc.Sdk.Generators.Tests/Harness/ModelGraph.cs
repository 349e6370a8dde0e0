using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace PgCdc.Sdk.Generators.Tests.Harness;

/// <summary>Walks everything that a model holds.</summary>
internal static class ModelGraph
{
    /// <summary>Asserts that nothing of a compilation, and no position, is reachable from a model.</summary>
    public static void AssertValuesOnly(object? model) => Visit(model, new HashSet<object>(ReferenceEqualityComparer.Instance), "model");

    private static void Visit(object? node, HashSet<object> visited, string path)
    {
        if (node is null or string || node.GetType() is { IsPrimitive: true } or { IsEnum: true } || !visited.Add(node))
        {
            return;
        }

        Assert.False(
            node is ISymbol or Compilation or SemanticModel or SyntaxNode or SyntaxTree or SyntaxReference or Location or Diagnostic,
            $"{path} is a {node.GetType()}");

        if (node is IEnumerable items)
        {
            var index = 0;
            foreach (var item in items)
            {
                Visit(item, visited, $"{path}[{index++}]");
            }

            return;
        }

        for (var type = node.GetType(); type is not null; type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                Visit(field.GetValue(node), visited, $"{path}.{field.Name}");
            }
        }
    }
}
