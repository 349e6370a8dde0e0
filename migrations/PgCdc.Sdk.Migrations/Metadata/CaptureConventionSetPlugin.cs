using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using Microsoft.EntityFrameworkCore.Metadata.Conventions.Infrastructure;
using PgCdc.Sdk.Migrations.Infrastructure;

namespace PgCdc.Sdk.Migrations.Metadata;

/// <summary>Adds <see cref="CaptureConvention"/> to the conventions of a context that calls <c>UsePgCdc()</c>.</summary>
internal sealed class CaptureConventionSetPlugin(IDbContextOptions options) : IConventionSetPlugin
{
    public ConventionSet ModifyConventions(ConventionSet conventionSet)
    {
        if (options.FindExtension<PgCdcOptionsExtension>() is { } extension)
        {
            conventionSet.ModelFinalizingConventions.Add(new CaptureConvention(extension));
        }

        return conventionSet;
    }
}
