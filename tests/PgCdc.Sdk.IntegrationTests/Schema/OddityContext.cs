using Microsoft.EntityFrameworkCore;

namespace PgCdc.Sdk.IntegrationTests.Schema;

public sealed class OddityContext(DbContextOptions<OddityContext> options) : DbContext(options)
{
    public DbSet<Oddity> Oddities => Set<Oddity>();
}
