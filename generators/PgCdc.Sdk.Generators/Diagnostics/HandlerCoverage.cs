using System.Collections.Immutable;
using PgCdc.Sdk.Generators.Model;
using PgCdc.Sdk.Generators.Parsing;

namespace PgCdc.Sdk.Generators.Diagnostics;

/// <summary>Compares the assembly's handlers with its captured entities.</summary>
internal static class HandlerCoverage
{
    public static IEnumerable<Finding> Check(
        ImmutableArray<Parsed<EntitySpec>> entities, ImmutableArray<Parsed<HandlerSpec>> handlers)
    {
        var specs = entities.Select(static entity => entity.Spec).OfType<EntitySpec>().ToArray();
        var interfaces = new GeneratedInterfaces(specs);
        var handled = new HashSet<string>(StringComparer.Ordinal);
        foreach (var parsed in handlers)
        {
            if (parsed.Spec is { } handler)
            {
                foreach (var finding in CheckHandler(parsed, handler, entities, interfaces, handled))
                {
                    yield return finding;
                }
            }
        }

        foreach (var entity in entities)
        {
            if (entity.Spec is { } spec && !handled.Contains(spec.Name.Full))
            {
                yield return Finding.Of(Rules.EntityWithoutHandler, entity.Location, spec.Name.Simple);
            }
        }
    }

    private static IEnumerable<Finding> CheckHandler(
        Parsed<HandlerSpec> parsed, HandlerSpec handler, ImmutableArray<Parsed<EntitySpec>> entities, GeneratedInterfaces interfaces,
        HashSet<string> handled)
    {
        var specs = entities.Select(static entity => entity.Spec).OfType<EntitySpec>().ToArray();
        foreach (var entity in handler.Entities)
        {
            handled.Add(entity.FullName);
            if (specs.FirstOrDefault(spec => spec.Name.Full == entity.FullName) is { } spec && entity.Operations != CapturedOperations.All)
            {
                foreach (var change in ChangeKind.All.Where(change => (entity.Operations & change.Operation) != 0 && !spec.Captures(change.Operation)))
                {
                    yield return Finding.Of(Rules.OperationNotCaptured, parsed.Location, parsed.Name, change.Name.ToLowerInvariant(), spec.Name.Simple, change.Name);
                }
            }
        }

        foreach (var reference in handler.References)
        {
            if (interfaces.Find(reference) is { } found)
            {
                handled.Add(found);
            }
            else if (CheckReference(parsed, reference, entities) is { } finding)
            {
                yield return finding;
            }
        }

        if (handler.Open is { } open)
        {
            var fitting = specs.Where(spec => open.Admits(spec.Name.Full, spec.BaseTypes, spec.IsNewable)).ToArray();
            handled.UnionWith(fitting.Select(static spec => spec.Name.Full));
            if (fitting.Length == 0 && handler.Entities.Count == 0)
            {
                yield return Finding.Of(Rules.HandlerWithoutEntity, parsed.Location, parsed.Name);
            }
        }
    }

    private static Finding? CheckReference(
        Parsed<HandlerSpec> parsed, InterfaceReference reference, ImmutableArray<Parsed<EntitySpec>> entities)
    {
        var change = ChangeKind.All.First(change => reference.Name.EndsWith(change.Name, StringComparison.Ordinal));
        foreach (var candidate in reference.Candidates)
        {
            var entity = "global::" + candidate.Substring(0, candidate.Length - reference.Name.Length)
                + reference.Name.Substring(3, reference.Name.Length - 3 - change.Name.Length);
            if (entities.FirstOrDefault(entry => entry.Name == entity) is { } captured)
            {
                // Where the entity itself is in error, that is enough to say.
                return captured.Spec is null
                    ? null
                    : Finding.Of(Rules.OperationNotCaptured, parsed.Location, parsed.Name, change.Name.ToLowerInvariant(), captured.Spec.Name.Simple, change.Name);
            }
        }

        // A name alone may be another generator's; a class of that name makes it ours.
        return reference.EntityExists
            ? Finding.Of(
                Rules.HandlerForUncaptured, parsed.Location, parsed.Name,
                reference.Name.Substring(3, reference.Name.Length - 3 - change.Name.Length))
            : null;
    }
}
