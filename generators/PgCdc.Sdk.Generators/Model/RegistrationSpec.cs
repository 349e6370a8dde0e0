using System.Collections.Immutable;

namespace PgCdc.Sdk.Generators.Model;

/// <summary>What the assembly registers.</summary>
/// <param name="Decoders">The decoders, in full.</param>
/// <param name="Handlers">The handlers of each entity.</param>
internal sealed record RegistrationSpec(EquatableArray<string> Decoders, EquatableArray<HandlerRegistration> Handlers)
{
    /// <summary>Brings the handlers together with the entities that they handle.</summary>
    public static RegistrationSpec From(ImmutableArray<EntitySpec> entities, ImmutableArray<HandlerSpec> handlers)
    {
        var interfaces = new GeneratedInterfaces(entities);
        var local = entities.ToLookup(static entity => entity.Name.Full, StringComparer.Ordinal);
        var decoders = new SortedSet<string>(entities.Select(static entity => entity.Name.Generated("Decoder")), StringComparer.Ordinal);
        var registrations = new List<HandlerRegistration>();
        foreach (var handler in handlers)
        {
            var handled = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var entity in handler.Entities)
            {
                if (entity.Decoder is not null)
                {
                    decoders.Add(entity.Decoder);
                    handled.Add(entity.FullName);
                }
                else if (local[entity.FullName].Any())
                {
                    handled.Add(entity.FullName);
                }
            }

            handled.UnionWith(handler.References.Select(interfaces.Find).OfType<string>());
            if (handler.Open is { } open)
            {
                handled.UnionWith(entities
                    .Where(entity => open.Admits(entity.Name.Full, entity.BaseTypes, entity.IsNewable))
                    .Select(static entity => entity.Name.Full));
            }

            registrations.AddRange(handled.Select(entity => new HandlerRegistration(
                entity, handler.Open is null ? handler.FullName : $"{handler.FullName}<{entity}>", handler.Order)));
        }

        return new RegistrationSpec(
            decoders.ToEquatableArray(),
            registrations
                .OrderBy(static registration => registration.Entity, StringComparer.Ordinal)
                .ThenBy(static registration => registration.Order)
                .ThenBy(static registration => registration.Handler, StringComparer.Ordinal)
                .ToEquatableArray());
    }
}
