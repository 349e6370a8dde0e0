namespace PgCdc.Sdk.Generators.Model;

/// <summary>A handler class.</summary>
/// <param name="FullName">The class as generated code names it, without type arguments.</param>
/// <param name="Order">Its place among the handlers of a change.</param>
/// <param name="Entities">The entities that its resolved interfaces name.</param>
/// <param name="References">Its interfaces that are still to be generated.</param>
/// <param name="Open">What it asks of entities, where it is open in one.</param>
internal sealed record HandlerSpec(
    string FullName,
    int Order,
    EquatableArray<HandledEntity> Entities,
    EquatableArray<InterfaceReference> References,
    OpenHandler? Open);
