using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace PgCdc.Sdk.Migrations.Infrastructure;

/// <summary>The choices of <c>UsePgCdc()</c>.</summary>
public sealed class PgCdcDbContextOptionsBuilder
{
    private readonly DbContextOptionsBuilder _options;

    internal PgCdcDbContextOptionsBuilder(DbContextOptionsBuilder options) => _options = options;

    /// <summary>Names the publication. Default: <c>pgcdc</c>.</summary>
    /// <param name="name">The publication's name.</param>
    public PgCdcDbContextOptionsBuilder Publication(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);

        return With(extension => extension.WithPublication(name));
    }

    /// <summary>
    /// Lets a role run consumers without owning anything: it may read the captured tables and their logs, and keep checkpoints.
    /// The role has to exist, and needs the attribute REPLICATION, which migrations cannot give.
    /// </summary>
    /// <param name="role">The role's name.</param>
    public PgCdcDbContextOptionsBuilder GrantTo(string role)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(role);

        return With(extension => extension.WithGrantTo(role));
    }

    /// <summary>
    /// Puts the checkpoint tables into this context although it captures nothing (a checkpoint database that is not the source),
    /// or keeps them out although it does (another context of the same database has them).
    /// </summary>
    /// <param name="store">Whether this context has the checkpoint tables.</param>
    public PgCdcDbContextOptionsBuilder StoreCheckpoints(bool store = true) => With(extension => extension.WithCheckpoints(store));

    private PgCdcDbContextOptionsBuilder With(Func<PgCdcOptionsExtension, PgCdcOptionsExtension> change)
    {
        var extension = _options.Options.FindExtension<PgCdcOptionsExtension>() ?? new PgCdcOptionsExtension();
        ((IDbContextOptionsBuilderInfrastructure)_options).AddOrUpdateExtension(change(extension));

        return this;
    }

    internal void Use() => With(extension => extension);
}
