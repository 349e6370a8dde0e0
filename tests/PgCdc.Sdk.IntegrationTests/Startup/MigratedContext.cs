using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PgCdc.Sdk.IntegrationTests.Startup;

/// <summary>A context with a migration that nobody has applied.</summary>
public sealed class MigratedContext(DbContextOptions<MigratedContext> options) : DbContext(options)
{
    [DbContext(typeof(MigratedContext))]
    [Migration("20260101000000_NotApplied")]
    internal sealed class NotApplied : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("SELECT 1");
    }
}
