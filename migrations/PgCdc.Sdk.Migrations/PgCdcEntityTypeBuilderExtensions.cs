using System.Reflection;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PgCdc.Sdk;
using PgCdc.Sdk.Migrations.Metadata;

namespace Microsoft.EntityFrameworkCore;

/// <summary>Marks entities as captured without the attribute, or refines and revokes it.</summary>
public static class PgCdcEntityTypeBuilderExtensions
{
    /// <summary>Captures the entity's changes, as <see cref="CaptureChangesAttribute"/> does.</summary>
    /// <param name="entityTypeBuilder">The entity.</param>
    /// <param name="configure">What is captured; where the entity has the attribute too, this starts from it.</param>
    public static EntityTypeBuilder CaptureChanges(this EntityTypeBuilder entityTypeBuilder, Action<CaptureBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(entityTypeBuilder);

        var capture = new CaptureBuilder(Start(entityTypeBuilder));
        configure?.Invoke(capture);

        return Annotate(entityTypeBuilder, capture);
    }

    /// <inheritdoc cref="CaptureChanges(EntityTypeBuilder, Action{CaptureBuilder}?)"/>
    /// <typeparam name="TEntity">The entity's type.</typeparam>
    public static EntityTypeBuilder<TEntity> CaptureChanges<TEntity>(
        this EntityTypeBuilder<TEntity> entityTypeBuilder,
        Action<CaptureBuilder<TEntity>>? configure = null)
        where TEntity : class
    {
        ArgumentNullException.ThrowIfNull(entityTypeBuilder);

        var capture = new CaptureBuilder<TEntity>(Start(entityTypeBuilder));
        configure?.Invoke(capture);
        Annotate(entityTypeBuilder, capture);

        return entityTypeBuilder;
    }

    /// <summary>Switches the entity's capture on or off, whatever its attribute says.</summary>
    /// <param name="entityTypeBuilder">The entity.</param>
    /// <param name="captured">Whether its changes are captured.</param>
    public static EntityTypeBuilder CaptureChanges(this EntityTypeBuilder entityTypeBuilder, bool captured)
    {
        ArgumentNullException.ThrowIfNull(entityTypeBuilder);

        return captured
            ? entityTypeBuilder.CaptureChanges()
            : entityTypeBuilder.HasAnnotation(PgCdcAnnotationNames.Capture, CaptureOptionsJson.Off);
    }

    /// <inheritdoc cref="CaptureChanges(EntityTypeBuilder, bool)"/>
    /// <typeparam name="TEntity">The entity's type.</typeparam>
    public static EntityTypeBuilder<TEntity> CaptureChanges<TEntity>(this EntityTypeBuilder<TEntity> entityTypeBuilder, bool captured)
        where TEntity : class
    {
        ((EntityTypeBuilder)entityTypeBuilder).CaptureChanges(captured);

        return entityTypeBuilder;
    }

    private static CaptureOptions Start(EntityTypeBuilder entityTypeBuilder)
        => entityTypeBuilder.Metadata.ClrType.GetCustomAttribute<CaptureChangesAttribute>(inherit: false) is { } attribute
            ? CaptureOptions.From(attribute)
            : CaptureOptions.Default;

    private static EntityTypeBuilder Annotate(EntityTypeBuilder entityTypeBuilder, CaptureBuilder capture)
        => entityTypeBuilder.HasAnnotation(PgCdcAnnotationNames.Capture, CaptureOptionsJson.Write(capture.Options));
}
