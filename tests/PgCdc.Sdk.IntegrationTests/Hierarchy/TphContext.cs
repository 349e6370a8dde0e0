using Microsoft.EntityFrameworkCore;

namespace PgCdc.Sdk.IntegrationTests.Hierarchy;

/// <summary>A table per hierarchy, told apart by EF's own discriminator.</summary>
public sealed class TphContext(DbContextOptions<TphContext> options) : AnimalContext(options);
