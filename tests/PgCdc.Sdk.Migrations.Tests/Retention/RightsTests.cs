using Npgsql;
using PgCdc.Sdk.Migrations.Tests.Postgres;

namespace PgCdc.Sdk.Migrations.Tests.Retention;

[Collection(RetentionTestsDefinition.Name)]
[Trait("Needs", "Postgres")]
public sealed class RightsTests(RetentionFixture postgres)
{
    private const string Everything = """
        SELECT pgcdc.register_reader('c', '5');
        SELECT pgcdc.log_purged_below();
        SELECT pgcdc.unregister_reader('c');
        SELECT * FROM pgcdc.purge_log(NULL, NULL)
        """;

    [Fact]
    public async Task The_granted_role_registers_and_purges()
    {
        var database = await postgres.CreateDatabaseAsync();
        var role = await database.CreateRoleAsync();
        await database.MigrateAsync(null, Models.Orders(), options: o => o.GrantTo(role));
        await database.ExecuteAsync("INSERT INTO orders VALUES (1)");
        await using var consumer = await database.OpenAsync(role);

        await consumer.ExecuteAsync(Everything);
        await consumer.ExecuteAsync(Everything);

        Assert.Equal("0", await database.ScalarAsync("SELECT count(*) FROM pgcdc.log_public_orders"));
        await database.MigrateAsync(Models.Orders(), null, options: o => o.GrantTo(role));
        await database.ExecuteAsync($"DROP OWNED BY {role}", $"DROP ROLE {role}");
    }

    [Theory]
    [InlineData("SELECT pgcdc.register_reader('c', '5')")]
    [InlineData("SELECT pgcdc.unregister_reader('c')")]
    [InlineData("SELECT pgcdc.log_purged_below()")]
    [InlineData("SELECT * FROM pgcdc.purge_log()")]
    public async Task Nobody_else_does(string sql)
    {
        var log = await LogDatabase.CreateAsync(postgres);
        var role = await log.Database.CreateRoleAsync();
        await log.Database.ExecuteAsync($"GRANT USAGE ON SCHEMA pgcdc TO {role}");
        await using var stranger = await log.Database.OpenAsync(role);

        var exception = await Assert.ThrowsAsync<PostgresException>(() => stranger.ExecuteAsync(sql));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, exception.SqlState);
    }
}
