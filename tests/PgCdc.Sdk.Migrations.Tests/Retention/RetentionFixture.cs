using PgCdc.Sdk.Migrations.Tests.Postgres;

namespace PgCdc.Sdk.Migrations.Tests.Retention;

/// <summary>
/// A server of their own for the tests that purge, one after the other: a transaction that runs anywhere on the server holds a slot, those of
/// other databases and of the server's own housekeeping too.
/// </summary>
public sealed class RetentionFixture : PostgresFixture
{
    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string> { ["autovacuum"] = "off" };
}
