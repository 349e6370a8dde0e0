using System.Globalization;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Conventions.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using PgCdc.Sdk.Migrations.Metadata;
using PgCdc.Sdk.Migrations.Operations;
using PgCdc.Sdk.Migrations.Schema;

namespace PgCdc.Sdk.Migrations.Infrastructure;

/// <summary>The options of <c>UsePgCdc()</c>, and the services that carry them out.</summary>
internal sealed class PgCdcOptionsExtension : IDbContextOptionsExtension
{
    internal string Publication { get; private init; } = SchemaNames.DefaultPublication;

    internal string? GrantTo { get; private init; }

    /// <summary>Whether the checkpoint tables belong to this context; where not chosen, they follow the captured tables.</summary>
    internal bool? Checkpoints { get; private init; }

    public DbContextOptionsExtensionInfo Info => field ??= new ExtensionInfo(this);

    internal PgCdcOptionsExtension WithPublication(string name) => new() { Publication = name, GrantTo = GrantTo, Checkpoints = Checkpoints };

    internal PgCdcOptionsExtension WithGrantTo(string? role) => new() { Publication = Publication, GrantTo = role, Checkpoints = Checkpoints };

    internal PgCdcOptionsExtension WithCheckpoints(bool? checkpoints) => new() { Publication = Publication, GrantTo = GrantTo, Checkpoints = checkpoints };

    public void ApplyServices(IServiceCollection services)
    {
        services
            .Decorate<IRelationalAnnotationProvider>(inner => new PgCdcAnnotationProvider(inner))
            .Decorate<IMigrationsAnnotationProvider>(inner => new PgCdcMigrationsAnnotationProvider(inner))
            .Decorate<IMigrationsSqlGenerator>(inner => new PgCdcMigrationsSqlGenerator(inner));
        new EntityFrameworkServicesBuilder(services).TryAdd<IConventionSetPlugin, CaptureConventionSetPlugin>();
    }

    public void Validate(IDbContextOptions options)
    {
        var order = options.Extensions.ToList();
        var provider = order.FindIndex(extension => extension.Info.IsDatabaseProvider);
        if (provider < 0 || order[provider].GetType().Assembly.GetName().Name != "Npgsql.EntityFrameworkCore.PostgreSQL" || provider > order.IndexOf(this))
        {
            throw new InvalidOperationException(
                "UsePgCdc() builds on the PostgreSQL provider and was called without it or before it; call UseNpgsql(…) first and UsePgCdc() after it.");
        }

        if (options.FindExtension<CoreOptionsExtension>()?.ReplacedServices is { } replaced)
        {
            foreach (var ((service, _), replacement) in replaced)
            {
                if (service == typeof(IMigrationsSqlGenerator) || service == typeof(IRelationalAnnotationProvider) || service == typeof(IMigrationsAnnotationProvider))
                {
                    throw new InvalidOperationException(
                        $"ReplaceService puts '{replacement.Name}' in the place of {service.Name}, where UsePgCdc() adds log tables and triggers to migrations, and would silently leave them out; register the replacement before UsePgCdc() through an options extension of its own, or remove it.");
                }
            }
        }
    }

    private sealed class ExtensionInfo(PgCdcOptionsExtension extension) : DbContextOptionsExtensionInfo(extension)
    {
        private PgCdcOptionsExtension Options => (PgCdcOptionsExtension)Extension;

        public override bool IsDatabaseProvider => false;

        public override string LogFragment => string.Create(CultureInfo.InvariantCulture, $"using PgCdc (publication={Options.Publication}) ");

        // All options shape the model, and EF caches a model per service provider.
        public override int GetServiceProviderHashCode() => HashCode.Combine(Options.Publication, Options.GrantTo, Options.Checkpoints);

        public override bool ShouldUseSameServiceProvider(DbContextOptionsExtensionInfo other)
            => other is ExtensionInfo { Options: var theirs }
                && theirs.Publication == Options.Publication
                && theirs.GrantTo == Options.GrantTo
                && theirs.Checkpoints == Options.Checkpoints;

        public override void PopulateDebugInfo(IDictionary<string, string> debugInfo)
            => debugInfo["PgCdc:Publication"] = Options.Publication;
    }
}
