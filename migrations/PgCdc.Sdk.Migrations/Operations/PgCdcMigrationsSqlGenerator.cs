using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace PgCdc.Sdk.Migrations.Operations;

/// <summary>Lets the provider generate the SQL of the rewritten operations.</summary>
internal sealed class PgCdcMigrationsSqlGenerator(IMigrationsSqlGenerator inner) : IMigrationsSqlGenerator
{
    public IReadOnlyList<MigrationCommand> Generate(
        IReadOnlyList<MigrationOperation> operations,
        IModel? model = null,
        MigrationsSqlGenerationOptions options = MigrationsSqlGenerationOptions.Default)
        => inner.Generate(CaptureOperations.Rewrite(operations), model, options);
}
