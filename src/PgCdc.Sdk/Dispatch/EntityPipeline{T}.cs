using Microsoft.Extensions.DependencyInjection;
using PgCdc.Sdk.Binding;
using PgCdc.Sdk.Decoding;
using PgCdc.Sdk.Failover;

namespace PgCdc.Sdk.Dispatch;

/// <summary>The pipeline of <typeparamref name="T"/>.</summary>
internal sealed class EntityPipeline<T>(EntityDecoder<T> decoder) : EntityPipeline
    where T : class
{
    public override EntityShape Shape => decoder;

    public override IReadOnlyList<FieldProperty> Fields => decoder.Fields;

    public override EntityTable DefaultTable { get; } = new(
        decoder.Schema ?? "public",
        decoder.Table,
        decoder.Fields.ToDictionary(static field => field.Name, static field => field.Column));

    public override bool HandlesDeletes => Handlers.Any(static registration =>
        registration.Handler.IsAssignableTo(typeof(IOnDelete<T>)) || registration.Handler.IsAssignableTo(typeof(IOnBatch<T>)));

    /// <summary>Whether a class handles any change of <typeparamref name="T"/>.</summary>
    public static bool IsHandler(Type handler) =>
        handler.IsAssignableTo(typeof(IOnInsert<T>))
        || handler.IsAssignableTo(typeof(IOnUpdate<T>))
        || handler.IsAssignableTo(typeof(IOnDelete<T>))
        || handler.IsAssignableTo(typeof(IOnTruncate<T>))
        || handler.IsAssignableTo(typeof(IOnBatch<T>));

    public override object Decode(in RowReader row) => decoder.Decode(row);

    public override EntitySession Open(IServiceProvider scope, string table, RecentChanges recent, int maxBatch)
    {
        var handlers = new object[Handlers.Count];
        for (var index = 0; index < handlers.Length; index++)
        {
            handlers[index] = scope.GetRequiredService(Handlers[index].Handler);
        }

        return new EntitySession<T>(decoder, handlers, table, recent, maxBatch);
    }
}
