using Microsoft.EntityFrameworkCore;

namespace PgCdc.Sdk.EntityFrameworkCore.Tests;

public sealed class ThingContext(DbContextOptions<ThingContext> options, Action<ModelBuilder> configure) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => configure(modelBuilder);
}
