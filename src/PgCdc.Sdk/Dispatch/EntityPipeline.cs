using PgCdc.Sdk.Binding;
using PgCdc.Sdk.Decoding;
using PgCdc.Sdk.Failover;
using PgCdc.Sdk.PgOutput.Messages;

namespace PgCdc.Sdk.Dispatch;

/// <summary>A captured entity with its handlers: where bytes become typed calls.</summary>
internal abstract class EntityPipeline
{
    private readonly List<HandlerRegistration> _handlers = [];

    public abstract EntityShape Shape { get; }

    public abstract IReadOnlyList<FieldProperty> Fields { get; }

    /// <summary>The table as far as the class tells.</summary>
    public abstract EntityTable DefaultTable { get; }

    /// <summary>The handlers in the order of their calls.</summary>
    public IReadOnlyList<HandlerRegistration> Handlers => _handlers;

    /// <summary>Whether a handler is told of deletes.</summary>
    public abstract bool HandlesDeletes { get; }

    public bool HasHandlers => _handlers.Count > 0;

    public void AddHandler(HandlerRegistration handler)
    {
        if (_handlers.Exists(known => known.Handler == handler.Handler))
        {
            return;
        }

        _handlers.Add(handler);
        _handlers.Sort(static (left, right) => left.Order != right.Order
            ? left.Order.CompareTo(right.Order)
            : string.CompareOrdinal(left.Handler.FullName, right.Handler.FullName));
    }

    /// <summary>Builds the entity.</summary>
    public abstract object Decode(in RowReader row);

    public EntityBinding Bind(EntityTable table, RelationMessage relation, IReadOnlySet<string>? added = null) =>
        EntityBinding.Bind(Shape.Name, Fields, table, relation, added);

    /// <summary>Takes the handlers out of a unit of work's scope.</summary>
    public abstract EntitySession Open(IServiceProvider scope, string table, RecentChanges recent, int maxBatch);
}
