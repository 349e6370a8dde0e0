using PgCdc.Sdk.Binding;
using PgCdc.Sdk.PgOutput.Messages;

namespace PgCdc.Sdk.Dispatch;

/// <summary>A relation as last described on this connection, with the entity it belongs to.</summary>
/// <param name="Relation">The description.</param>
/// <param name="Pipeline">The entity's pipeline; <see langword="null"/> where no entity is mapped to the table.</param>
/// <param name="Binding">How its columns feed the entity; <see langword="null"/> where nobody handles it.</param>
internal sealed record BoundRelation(RelationMessage Relation, EntityPipeline? Pipeline, EntityBinding? Binding)
{
    public bool IsHandled => Binding is not null;
}
