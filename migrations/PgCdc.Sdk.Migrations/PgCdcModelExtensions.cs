using Microsoft.EntityFrameworkCore.Metadata;
using PgCdc.Sdk.Migrations.Metadata;

namespace Microsoft.EntityFrameworkCore;

/// <summary>Tells what a model captures; the runtime's model answers as the design-time one does.</summary>
public static class PgCdcModelExtensions
{
    /// <summary>The capture of the entity's table, or <see langword="null"/> where it is not captured.</summary>
    /// <param name="entityType">The entity.</param>
    public static CaptureSpec? GetCapture(this IEntityType entityType)
    {
        ArgumentNullException.ThrowIfNull(entityType);

        return entityType.GetTableName() is { } name
            && entityType.Model.GetRelationalModel().FindTable(name, entityType.GetSchema()) is { } table
                ? CapturedTables.Find(table)
                : null;
    }

    /// <summary>The captures of all tables of the model, in the tables' order.</summary>
    /// <param name="model">The model.</param>
    public static IReadOnlyList<CaptureSpec> GetCaptures(this IModel model)
    {
        ArgumentNullException.ThrowIfNull(model);

        return [.. model.GetRelationalModel().Tables.Select(CapturedTables.Find).OfType<CaptureSpec>()];
    }

    /// <summary>The publication that lists the model's captured tables, or <see langword="null"/> where nothing is captured.</summary>
    /// <param name="model">The model.</param>
    public static string? GetPgCdcPublication(this IModel model)
    {
        ArgumentNullException.ThrowIfNull(model);

        return model[PgCdcAnnotationNames.Schema] is string json ? SchemaSpec.Parse(json).Publication : null;
    }

    /// <summary>Whether the checkpoint tables are part of the model.</summary>
    /// <param name="model">The model.</param>
    public static bool HasPgCdcCheckpoints(this IModel model)
    {
        ArgumentNullException.ThrowIfNull(model);

        return model[PgCdcAnnotationNames.Schema] is string json && SchemaSpec.Parse(json).Checkpoints;
    }
}
