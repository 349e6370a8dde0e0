using PgCdc.Sdk.Binding;
using PgCdc.Sdk.Decoding;
using PgCdc.Sdk.PgOutput;
using PgCdc.Sdk.PgOutput.Messages;

namespace PgCdc.Sdk.Dispatch;

/// <summary>A relation as last described on this connection, with the entities that are mapped to it: several where they share a table.</summary>
internal sealed class BoundRelation
{
    private readonly int _discriminator;

    /// <param name="relation">The description.</param>
    /// <param name="entities">The entities, the root of a hierarchy first; none where no entity is mapped to the table.</param>
    public BoundRelation(RelationMessage relation, IReadOnlyList<BoundEntity> entities)
    {
        Relation = relation;
        Entities = entities;
        IsHandled = entities.Any(static entity => entity is { Binding: not null, Pipeline.HasHandlers: true });
        IsShared = entities.Any(static entity => entity.Table.Discriminator is not null);
        var column = entities.Select(static entity => entity.Table.Discriminator?.Column).FirstOrDefault(static name => name is not null);
        _discriminator = column is null ? BindingSlots.NoColumn : BindingSlots.IndexOf(relation.Columns, column);
        RequireLabelOfDeletes(column);
    }

    public RelationMessage Relation { get; }

    public IReadOnlyList<BoundEntity> Entities { get; }

    /// <summary>Whether somebody handles its rows.</summary>
    public bool IsHandled { get; }

    /// <summary>Whether a discriminator tells whose a row is.</summary>
    public bool IsShared { get; }

    /// <summary>What the row says of the entity that it belongs to; <see langword="null"/> where it does not say.</summary>
    /// <exception cref="DecodeException">It says what the model does not know.</exception>
    public string? LabelOf(in RowChange change)
    {
        if (_discriminator == BindingSlots.NoColumn)
        {
            return null;
        }

        var column = Relation.Columns[_discriminator];
        var message = change.Message.Span;
        var label = change.Row.HasNew ? DiscriminatorField.Read(column, change.New[_discriminator], message) : null;
        if (label is null && (change.Row.Old == OldTuple.Full || (change.Row.Old == OldTuple.Key && column.IsKey)))
        {
            label = DiscriminatorField.Read(column, change.Old[_discriminator], message);
        }

        return label is null || !Entities.Any(static entity => entity.Table.Discriminator?.IsRoot == true) || Entities.Any(entity => Knows(entity, label))
            ? label
            : throw new DecodeException(
                $"Column \"{column.Name}\" of {Relation.DisplayName} tells which class a row is of, and what it says is none that the model knows.");
    }

    /// <summary>Whether a row with this label is one of the entity's.</summary>
    public static bool Belongs(BoundEntity entity, string? label) => entity.Table.Discriminator is not { } discriminator
        || (label is null ? discriminator.IsRoot : discriminator.Types.ContainsKey(label));

    /// <summary>The entity that a row with this label is an instance of, where it is another one than the one asked for.</summary>
    public BoundEntity? ConcreteOf(BoundEntity entity, string? label)
    {
        if (label is null || entity.Table.Discriminator is not { } discriminator || !discriminator.Types.TryGetValue(label, out var type)
            || type == entity.Pipeline.Shape.EntityType)
        {
            return null;
        }

        return Entities.FirstOrDefault(other => other.Pipeline.Shape.EntityType == type);
    }

    private static bool Knows(BoundEntity entity, string label) => entity.Table.Discriminator?.Types.ContainsKey(label) == true;

    /// <exception cref="BindException">A handler waits for deletes that would not tell that they are for it.</exception>
    private void RequireLabelOfDeletes(string? column)
    {
        if (!IsShared || Relation.ReplicaIdentity == 'f' || (_discriminator != BindingSlots.NoColumn && Relation.Columns[_discriminator].IsKey))
        {
            return;
        }

        if (Entities.FirstOrDefault(static entity => entity is { Table.Discriminator.IsRoot: false, Binding: not null, Pipeline.HandlesDeletes: true }) is { } entity)
        {
            throw new BindException(
                $"Table {Relation.DisplayName} holds several classes, and its deletes do not tell which one a row was of: \"{column}\" is not in the replica identity ({Relation.ReplicaIdentity}), but a handler waits for deletes of {entity.Pipeline.Shape.Name}. Set ReplicaIdentity = CaptureReplicaIdentity.Full in [CaptureChanges] of the hierarchy's classes and add a migration, or handle deletes of the base class.");
        }
    }
}
