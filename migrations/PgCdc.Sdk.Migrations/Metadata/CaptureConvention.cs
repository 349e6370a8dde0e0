using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using Microsoft.EntityFrameworkCore.Migrations;
using PgCdc.Sdk.Migrations.Infrastructure;
using PgCdc.Sdk.Migrations.Schema;

namespace PgCdc.Sdk.Migrations.Metadata;

/// <summary>Turns <c>[CaptureChanges]</c> into annotations and adds the checkpoint tables to a model that captures something.</summary>
internal sealed class CaptureConvention(PgCdcOptionsExtension options) : IModelFinalizingConvention
{
    internal const string Stored = "stored";
    internal const string Virtual = "virtual";

    public void ProcessModelFinalizing(IConventionModelBuilder modelBuilder, IConventionContext<IConventionModelBuilder> context)
    {
        var model = modelBuilder.Metadata;
        // EF builds a small model of the migrations history table with the same conventions: nothing of ours belongs there.
        if (model.FindEntityType(typeof(HistoryRow)) is not null)
        {
            return;
        }

        var captured = model.GetEntityTypes().Where(Mark).ToList();
        foreach (var entity in captured)
        {
            CaptureRules.Check(entity, CaptureOptionsJson.Read((string)entity[PgCdcAnnotationNames.Capture]!));
        }

        RememberGeneratedColumns(model, captured);
        RememberPartialIndexes(captured);

        var here = captured.Any(entity => !entity.IsTableExcludedFromMigrations());
        var checkpoints = options.Checkpoints ?? here;
        if (captured.Count == 0 && !checkpoints)
        {
            return;
        }

        var schema = new SchemaSpec(captured.Count > 0 ? options.Publication : null, checkpoints, options.GrantTo, captured.Count > 0 && !here);
        modelBuilder.HasAnnotation(PgCdcAnnotationNames.Schema, schema.ToJson(), fromDataAnnotation: true);
        if (checkpoints)
        {
            CheckpointModel.AddTo((IMutableModel)model);
        }
    }

    /// <summary>Gives the entity its annotation, and tells whether it is captured.</summary>
    private static bool Mark(IConventionEntityType entity)
    {
        switch (entity[PgCdcAnnotationNames.Capture])
        {
            case CaptureOptionsJson.Off:
                entity.RemoveAnnotation(PgCdcAnnotationNames.Capture);
                return false;
            case string:
                return true;
            default:
                if (entity.ClrType.GetCustomAttribute<CaptureChangesAttribute>(inherit: false) is not { } attribute)
                {
                    return false;
                }

                entity.Builder.HasAnnotation(
                    PgCdcAnnotationNames.Capture,
                    CaptureOptionsJson.Write(CaptureOptions.From(attribute)),
                    fromDataAnnotation: true);
                return true;
        }
    }

    private static void RememberGeneratedColumns(IConventionModel model, List<IConventionEntityType> captured)
    {
        var tables = captured.Select(entity => (entity.GetSchema(), entity.GetTableName())).ToHashSet();
        var properties = model.GetEntityTypes()
            .Where(entity => tables.Contains((entity.GetSchema(), entity.GetTableName())))
            .SelectMany(Properties);
        foreach (var property in properties)
        {
            if (property.GetComputedColumnSql() is not null)
            {
                property.Builder.HasAnnotation(
                    PgCdcAnnotationNames.Generated,
                    property.GetIsStored() == true ? Stored : Virtual,
                    fromDataAnnotation: true);
            }
        }
    }

    private static void RememberPartialIndexes(List<IConventionEntityType> captured)
    {
        foreach (var entity in captured)
        {
            var key = CaptureOptionsJson.Read((string)entity[PgCdcAnnotationNames.Capture]!).ReplicaIdentityKey;
            foreach (var index in entity.GetIndexes().Where(index => key.Count > 0 && index.IsUnique && index.GetFilter() is not null && IdentityIndex.Is(key, index.Properties)))
            {
                index.Builder.HasAnnotation(PgCdcAnnotationNames.Partial, true, fromDataAnnotation: true);
            }
        }
    }

    private static IEnumerable<IConventionProperty> Properties(IConventionTypeBase type)
        => type.GetDeclaredProperties().Concat(type.GetDeclaredComplexProperties().SelectMany(complex => Properties(complex.ComplexType)));
}
