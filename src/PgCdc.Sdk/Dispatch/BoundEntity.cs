using PgCdc.Sdk.Binding;

namespace PgCdc.Sdk.Dispatch;

/// <summary>An entity that a relation's rows may belong to.</summary>
/// <param name="Pipeline">The entity's pipeline.</param>
/// <param name="Table">What it is mapped to.</param>
/// <param name="Binding">How the relation's columns feed it; <see langword="null"/> where nobody handles the relation.</param>
internal sealed record BoundEntity(EntityPipeline Pipeline, EntityTable Table, EntityBinding? Binding);
