using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using PgCdc.Sdk.Migrations.Metadata;

namespace PgCdc.Sdk.Migrations.Operations;

/// <summary>Publishes what is captured to the design-time relational model, where the migrations differ compares it.</summary>
internal sealed class PgCdcAnnotationProvider(IRelationalAnnotationProvider inner) : IRelationalAnnotationProvider
{
    public IEnumerable<IAnnotation> For(IRelationalModel model, bool designTime)
    {
        var annotations = inner.For(model, designTime);

        return designTime && model.Model[PgCdcAnnotationNames.Schema] is string json && SchemaSpec.Parse(json).Installed is { } spec
            ? annotations.Append(new Annotation(PgCdcAnnotationNames.Schema, spec.ToJson()))
            : annotations;
    }

    public IEnumerable<IAnnotation> For(ITable table, bool designTime)
    {
        var annotations = inner.For(table, designTime);

        return designTime && !table.IsExcludedFromMigrations && CapturedTables.Find(table) is { } spec
            ? annotations.Append(new Annotation(PgCdcAnnotationNames.Capture, spec.ToJson()))
            : annotations;
    }

    public IEnumerable<IAnnotation> For(IColumn column, bool designTime) => inner.For(column, designTime);

    public IEnumerable<IAnnotation> For(IView view, bool designTime) => inner.For(view, designTime);

    public IEnumerable<IAnnotation> For(IViewColumn column, bool designTime) => inner.For(column, designTime);

    public IEnumerable<IAnnotation> For(ISqlQuery sqlQuery, bool designTime) => inner.For(sqlQuery, designTime);

    public IEnumerable<IAnnotation> For(ISqlQueryColumn column, bool designTime) => inner.For(column, designTime);

    public IEnumerable<IAnnotation> For(IStoreFunction function, bool designTime) => inner.For(function, designTime);

    public IEnumerable<IAnnotation> For(IStoreFunctionParameter parameter, bool designTime) => inner.For(parameter, designTime);

    public IEnumerable<IAnnotation> For(IFunctionColumn column, bool designTime) => inner.For(column, designTime);

    public IEnumerable<IAnnotation> For(IStoreStoredProcedure storedProcedure, bool designTime) => inner.For(storedProcedure, designTime);

    public IEnumerable<IAnnotation> For(IStoreStoredProcedureParameter parameter, bool designTime) => inner.For(parameter, designTime);

    public IEnumerable<IAnnotation> For(IStoreStoredProcedureResultColumn column, bool designTime) => inner.For(column, designTime);

    public IEnumerable<IAnnotation> For(IUniqueConstraint constraint, bool designTime) => inner.For(constraint, designTime);

    public IEnumerable<IAnnotation> For(ITableIndex index, bool designTime) => inner.For(index, designTime);

    public IEnumerable<IAnnotation> For(IForeignKeyConstraint foreignKey, bool designTime) => inner.For(foreignKey, designTime);

    public IEnumerable<IAnnotation> For(ISequence sequence, bool designTime) => inner.For(sequence, designTime);

    public IEnumerable<IAnnotation> For(ICheckConstraint checkConstraint, bool designTime) => inner.For(checkConstraint, designTime);

    public IEnumerable<IAnnotation> For(ITrigger trigger, bool designTime) => inner.For(trigger, designTime);
}
