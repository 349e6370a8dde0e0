using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using NpgsqlTypes;

namespace PgCdc.Sdk.Migrations.Schema;

/// <summary>
/// Maps the checkpoint tables into a user's model. Every name and type is set explicitly: the tables are ours, so a default
/// schema, a naming convention or a type-wide rule of the user's context must not reach them.
/// </summary>
internal static class CheckpointModel
{
    internal static void AddTo(IMutableModel model)
    {
        var checkpoint = Entity(model, typeof(ConsumerCheckpoint), SchemaNames.CheckpointTable);
        Property(checkpoint, nameof(ConsumerCheckpoint.Consumer), typeof(string), "consumer", "text");
        Property(checkpoint, nameof(ConsumerCheckpoint.Lane), typeof(int), "lane", "integer");
        Property(checkpoint, nameof(ConsumerCheckpoint.SlotName), typeof(string), "slot_name", "text");
        Property(checkpoint, nameof(ConsumerCheckpoint.SystemId), typeof(string), "system_id", "text");
        Property(checkpoint, nameof(ConsumerCheckpoint.Timeline), typeof(int), "timeline", "integer");
        Property(checkpoint, nameof(ConsumerCheckpoint.History), typeof(string), "history", "text");
        Property(checkpoint, nameof(ConsumerCheckpoint.State), typeof(CheckpointState), "state", "integer").SetProviderClrType(typeof(int));
        Property(checkpoint, nameof(ConsumerCheckpoint.Lsn), typeof(NpgsqlLogSequenceNumber), "lsn", "pg_lsn");
        Property(checkpoint, nameof(ConsumerCheckpoint.Version), typeof(long), "version", "bigint");
        Property(checkpoint, nameof(ConsumerCheckpoint.SlotCreations), typeof(DateTimeOffset[]), "slot_creations", "timestamp with time zone[]");
        Property(checkpoint, nameof(ConsumerCheckpoint.UpdatedAt), typeof(DateTimeOffset), "updated_at", "timestamp with time zone");
        Key(checkpoint, nameof(ConsumerCheckpoint.Consumer), nameof(ConsumerCheckpoint.Lane));

        var @base = Entity(model, typeof(CheckpointBase), SchemaNames.CheckpointBaseTable);
        Property(@base, nameof(CheckpointBase.Consumer), typeof(string), "consumer", "text");
        Property(@base, nameof(CheckpointBase.Lsn), typeof(NpgsqlLogSequenceNumber), "lsn", "pg_lsn");
        Property(@base, nameof(CheckpointBase.Timeline), typeof(int), "timeline", "integer");
        Property(@base, nameof(CheckpointBase.Snapshot), typeof(string), "snapshot", "text");
        Property(@base, nameof(CheckpointBase.TakenAt), typeof(DateTimeOffset), "taken_at", "timestamp with time zone");
        Key(@base, nameof(CheckpointBase.Consumer), nameof(CheckpointBase.Lsn));

        var handled = Entity(model, typeof(HandledTransactions), SchemaNames.HandledTable);
        Property(handled, nameof(HandledTransactions.Consumer), typeof(string), "consumer", "text");
        Property(handled, nameof(HandledTransactions.Lane), typeof(int), "lane", "integer");
        Property(handled, nameof(HandledTransactions.Version), typeof(long), "version", "bigint");
        Property(handled, nameof(HandledTransactions.Lsn), typeof(NpgsqlLogSequenceNumber), "lsn", "pg_lsn");
        Property(handled, nameof(HandledTransactions.Timeline), typeof(int), "timeline", "integer");
        Property(handled, nameof(HandledTransactions.Xids), typeof(long[]), "xids", "bigint[]");
        Property(handled, nameof(HandledTransactions.CommitLsns), typeof(long[]), "commit_lsns", "bigint[]");
        Property(handled, nameof(HandledTransactions.LogSequences), typeof(long[]), "log_sequences", "bigint[]");
        Property(handled, nameof(HandledTransactions.LoggedAt), typeof(long[]), "logged_at", "bigint[]");
        Key(handled, nameof(HandledTransactions.Consumer), nameof(HandledTransactions.Lane), nameof(HandledTransactions.Version));
    }

    private static IMutableEntityType Entity(IMutableModel model, Type type, string table)
    {
        var entity = model.FindEntityType(type) ?? model.AddEntityType(type);
        entity.SetTableName(table);
        entity.SetSchema(SchemaNames.Schema);

        return entity;
    }

    private static IMutableProperty Property(IMutableEntityType entity, string name, Type type, string column, string storeType)
    {
        var property = entity.FindProperty(name) ?? entity.AddProperty(name, type);
        property.SetColumnName(column);
        property.SetColumnType(storeType);
        property.SetMaxLength(null);
        property.SetIsUnicode(null);
        property.SetCollation(null);
        property.SetProviderClrType(null);
        property.ValueGenerated = ValueGenerated.Never;
        property.IsNullable = false;

        return property;
    }

    private static void Key(IMutableEntityType entity, params string[] properties)
        => entity.SetPrimaryKey(properties.Select(name => entity.FindProperty(name)!).ToArray())!
            .SetName($"{entity.GetTableName()}_pkey");
}
