using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using PgCdc.Sdk.Migrations.Metadata;

namespace PgCdc.Sdk.Migrations.Operations;

/// <summary>Lets the provider generate the SQL of the rewritten operations.</summary>
internal sealed class PgCdcMigrationsSqlGenerator(IMigrationsSqlGenerator inner) : IMigrationsSqlGenerator
{
    public IReadOnlyList<MigrationCommand> Generate(
        IReadOnlyList<MigrationOperation> operations,
        IModel? model = null,
        MigrationsSqlGenerationOptions options = MigrationsSqlGenerationOptions.Default)
        => inner.Generate(CaptureOperations.Rewrite(operations, Captures(model)), model, options);

    /// <summary>As the annotations stand: an old migration's model must not be read anew with today's rules.</summary>
    private static IReadOnlyList<CaptureSpec> Captures(IModel? model)
        => model?[PgCdcAnnotationNames.Schema] is null
            ? []
            : [.. model.GetRelationalModel().Tables.Select(CaptureOperations.Spec).OfType<CaptureSpec>()];
}
