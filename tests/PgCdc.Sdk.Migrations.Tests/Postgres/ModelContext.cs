using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using PgCdc.Sdk.Migrations.Infrastructure;

namespace PgCdc.Sdk.Migrations.Tests.Postgres;

/// <summary>A context whose model a test writes in place.</summary>
public sealed class ModelContext(
    string connectionString,
    Action<ModelBuilder> model,
    Action<PgCdcDbContextOptionsBuilder>? options = null,
    Action<ModelConfigurationBuilder>? conventions = null) : DbContext
{
    private Action<ModelBuilder> Model_ => model;

    /// <summary>A model without a server behind it.</summary>
    public static ModelContext Offline(
        Action<ModelBuilder> model,
        Action<PgCdcDbContextOptionsBuilder>? options = null,
        Action<ModelConfigurationBuilder>? conventions = null)
        => new("Host=nowhere", model, options, conventions);

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder)
        => optionsBuilder
            .UseNpgsql(connectionString)
            .UsePgCdc(options)
            .ReplaceService<IModelCacheKeyFactory, ByModel>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => conventions?.Invoke(configurationBuilder);

    protected override void OnModelCreating(ModelBuilder modelBuilder) => model(modelBuilder);

    private sealed class ByModel : IModelCacheKeyFactory
    {
        public object Create(DbContext context, bool designTime) => (((ModelContext)context).Model_, designTime);
    }
}
