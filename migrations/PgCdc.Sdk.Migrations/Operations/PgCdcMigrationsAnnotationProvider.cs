using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using PgCdc.Sdk.Migrations.Metadata;

namespace PgCdc.Sdk.Migrations.Operations;

/// <summary>Tells a migration that drops a table, or everything, what was captured.</summary>
internal sealed class PgCdcMigrationsAnnotationProvider(IMigrationsAnnotationProvider inner) : IMigrationsAnnotationProvider
{
    public IEnumerable<IAnnotation> ForRemove(IRelationalModel model)
        => inner.ForRemove(model).Concat(Ours(model, PgCdcAnnotationNames.Schema));

    public IEnumerable<IAnnotation> ForRemove(ITable table)
        => inner.ForRemove(table).Concat(Ours(table, PgCdcAnnotationNames.Capture));

    public IEnumerable<IAnnotation> ForRemove(IColumn column) => inner.ForRemove(column);

    public IEnumerable<IAnnotation> ForRemove(IView view) => inner.ForRemove(view);

    public IEnumerable<IAnnotation> ForRemove(IViewColumn column) => inner.ForRemove(column);

    public IEnumerable<IAnnotation> ForRemove(IUniqueConstraint constraint) => inner.ForRemove(constraint);

    public IEnumerable<IAnnotation> ForRemove(ITableIndex index) => inner.ForRemove(index);

    public IEnumerable<IAnnotation> ForRemove(IForeignKeyConstraint foreignKey) => inner.ForRemove(foreignKey);

    public IEnumerable<IAnnotation> ForRemove(ISequence sequence) => inner.ForRemove(sequence);

    public IEnumerable<IAnnotation> ForRemove(ICheckConstraint checkConstraint) => inner.ForRemove(checkConstraint);

    public IEnumerable<IAnnotation> ForRename(ITable table) => inner.ForRename(table);

    public IEnumerable<IAnnotation> ForRename(IColumn column) => inner.ForRename(column);

    public IEnumerable<IAnnotation> ForRename(ITableIndex index) => inner.ForRename(index);

    public IEnumerable<IAnnotation> ForRename(ISequence sequence) => inner.ForRename(sequence);

    private static IEnumerable<IAnnotation> Ours(IAnnotatable annotated, string name)
        => annotated.FindAnnotation(name) is { } annotation ? [annotation] : [];
}
