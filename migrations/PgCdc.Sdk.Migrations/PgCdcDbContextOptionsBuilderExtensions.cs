using PgCdc.Sdk.Migrations.Infrastructure;

namespace Microsoft.EntityFrameworkCore;

/// <summary>Turns on change capture for a context.</summary>
public static class PgCdcDbContextOptionsBuilderExtensions
{
    /// <summary>
    /// Lets the context's migrations install log tables, triggers, the publication and the checkpoint tables for its entities
    /// marked with <c>[CaptureChanges]</c> or <c>.CaptureChanges()</c>. Call it after <c>UseNpgsql(…)</c>.
    /// </summary>
    /// <param name="optionsBuilder">The context's options.</param>
    /// <param name="configure">Further choices.</param>
    public static DbContextOptionsBuilder UsePgCdc(
        this DbContextOptionsBuilder optionsBuilder,
        Action<PgCdcDbContextOptionsBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(optionsBuilder);

        var builder = new PgCdcDbContextOptionsBuilder(optionsBuilder);
        builder.Use();
        configure?.Invoke(builder);

        return optionsBuilder;
    }

    /// <inheritdoc cref="UsePgCdc(DbContextOptionsBuilder, Action{PgCdcDbContextOptionsBuilder}?)"/>
    /// <typeparam name="TContext">The context.</typeparam>
    public static DbContextOptionsBuilder<TContext> UsePgCdc<TContext>(
        this DbContextOptionsBuilder<TContext> optionsBuilder,
        Action<PgCdcDbContextOptionsBuilder>? configure = null)
        where TContext : DbContext
    {
        ((DbContextOptionsBuilder)optionsBuilder).UsePgCdc(configure);

        return optionsBuilder;
    }
}
