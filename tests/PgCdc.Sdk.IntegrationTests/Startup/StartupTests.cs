using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PgCdc.Sdk.IntegrationTests.Handlers;
using PgCdc.Sdk.IntegrationTests.Infrastructure;
using PgCdc.Sdk.IntegrationTests.Model;
using PgCdc.Sdk.Testing;

namespace PgCdc.Sdk.IntegrationTests.Startup;

[Trait("Needs", "Postgres")]
public sealed class StartupTests(ServerFixture server)
{
    [Fact]
    public async Task All_problems_are_reported_at_once_each_with_what_mends_it()
    {
        await using var database = await server.CreateAsync();
        await database.ExecuteAsync(
            """
            ALTER PUBLICATION pgcdc DROP TABLE parts;
            ALTER TABLE items REPLICA IDENTITY NOTHING;
            ALTER TABLE items ALTER version TYPE text;
            ALTER TABLE items ALTER name DROP NOT NULL;
            ALTER TABLE parts DISABLE TRIGGER pgcdc_capture_update;
            DROP TABLE pgcdc.log_public_items;
            DROP TABLE pgcdc.handled;
            DROP FUNCTION pgcdc.purge_log(interval, bigint);
            """);
        var problems = await ProblemsAsync(database);

        string[] expected =
        [
            "public.parts (Part) is not in the publication",
            "REPLICA IDENTITY NOTHING",
            "Column \"version\" of public.items is text",
            "Column \"name\" of public.items can be NULL",
            "lacks the enabled trigger pgcdc_capture_update",
            "The log table pgcdc.log_public_items of public.items is missing",
            "lacks pgcdc.handled",
            "lacks the function pgcdc.purge_log",
        ];
        foreach (var sentence in expected)
        {
            Assert.Contains(problems, problem => problem.What.Contains(sentence, StringComparison.Ordinal));
        }

        Assert.All(problems, static problem => Assert.NotEmpty(problem.Mend));
        Assert.Equal(0L, await database.QueryAsync<long>($"SELECT count(*) FROM pg_replication_slots WHERE slot_name = '{database.Slot}'"));
    }

    [Theory]
    [InlineData("CREATE DOMAIN word AS text; ALTER TABLE items ALTER version TYPE word", "word")]
    [InlineData("CREATE TYPE mood AS ENUM ('sad'); ALTER TABLE items ALTER version TYPE mood USING 'sad'", "mood")]
    [InlineData("CREATE TYPE pair AS (a int, b int); ALTER TABLE items ALTER version TYPE pair USING ROW(1, 2)", "pair")]
    public async Task A_users_type_that_a_property_cannot_hold_is_named_before_the_first_row(string change, string type)
    {
        await using var database = await server.CreateAsync();
        await database.ExecuteAsync(change);

        Assert.Contains(
            await ProblemsAsync(database),
            problem => problem.What.Contains($"Column \"version\" of public.items is {type}, but Item.Version reads", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_after_trigger_that_came_later_is_reported_with_the_statements_that_keep_its_writes_in_order()
    {
        await using var database = await server.CreateAsync();
        // A second problem keeps the consumer from starting when the first is mended.
        await database.ExecuteAsync(
            """
            CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
            CREATE TRIGGER later AFTER UPDATE ON items FOR EACH ROW EXECUTE FUNCTION nothing();
            ALTER PUBLICATION pgcdc DROP TABLE parts;
            """);
        var problem = Assert.Single(await ProblemsAsync(database), IsOrder);

        await database.ExecuteAsync(problem.Mend);

        Assert.DoesNotContain(await ProblemsAsync(database), IsOrder);

        static bool IsOrder(StartupProblem problem) => problem.What.StartsWith("public.items has AFTER triggers", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_that_lost_its_whole_row_as_identity_is_named()
    {
        await using var database = await server.CreateAsync();
        await database.ExecuteAsync("ALTER TABLE parts REPLICA IDENTITY DEFAULT");

        var problem = Assert.Single(await ProblemsAsync(database));

        Assert.Equal("public.parts (Part) is captured with replica identity full, but the server has another one: updates and deletes would not bring their old row.", problem.What);
        Assert.StartsWith("ALTER TABLE \"public\".\"parts\" REPLICA IDENTITY FULL;", problem.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_publication_for_all_tables_is_refused()
    {
        await using var database = await server.CreateAsync();
        await database.ExecuteAsync("DROP PUBLICATION pgcdc; CREATE PUBLICATION pgcdc FOR ALL TABLES");

        Assert.Contains(await ProblemsAsync(database), static problem => problem.What.Contains("FOR ALL TABLES", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_cannot_decode_and_a_role_that_may_not_replicate_are_named()
    {
        await using var own = await OwnServer.StartAsync(new() { ["wal_level"] = "replica" });
        await using var database = await TestDatabase.CreateAsync(own, "replica");
        await database.ExecuteAsync("CREATE ROLE plain LOGIN PASSWORD 'plain'; GRANT ALL ON ALL TABLES IN SCHEMA public TO plain");
        var login = new Npgsql.NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = "plain", Password = "plain" };
        var problems = await ProblemsAsync(database, login.ConnectionString);

        Assert.Contains(problems, static problem => problem.What.Contains("wal_level is replica", StringComparison.Ordinal));
        Assert.Contains(problems, static problem => problem.What.Contains("\"plain\" may not replicate", StringComparison.Ordinal) && problem.Mend.Contains("ALTER ROLE \"plain\" REPLICATION", StringComparison.Ordinal));
        Assert.Contains(problems, static problem => problem.What.StartsWith(
            "The role that streams lacks USAGE ON SCHEMA pgcdc, EXECUTE ON FUNCTION pgcdc.", StringComparison.Ordinal));
        Assert.Contains(problems, static problem => problem.Mend.Contains("GRANT SELECT ON pgcdc.log_public_items TO", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pending_migrations_are_named()
    {
        await using var database = await server.CreateAsync();
        await using var consumer = await RunningConsumer.StartAsync(
            database,
            static cdc => cdc.CheckpointTo<MigratedContext>(),
            services: services => services.AddDbContext<MigratedContext>(
                options => options.UseNpgsql(database.ConnectionString).UsePgCdc(static cdc => cdc.StoreCheckpoints())));
        await consumer.Monitor.WaitForAsync(PgCdcState.Faulted, Deadline.Token());

        var problems = Assert.IsType<StartupException>(consumer.Monitor.Fault).Problems;
        Assert.Contains(problems, static problem =>
            problem.What.Contains("pending migrations: 20260101000000_NotApplied", StringComparison.Ordinal)
            && problem.Mend.Contains("dotnet ef database update", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_missing_publication_and_a_server_without_a_free_slot_are_named_together()
    {
        await using var own = await OwnServer.StartAsync(new() { ["max_replication_slots"] = "1" });
        await using var database = await TestDatabase.CreateAsync(own, "full");
        await database.ExecuteAsync("DROP PUBLICATION pgcdc; SELECT pg_create_physical_replication_slot('other')");
        var problems = await ProblemsAsync(database);

        Assert.Contains(problems, static problem => problem.What.Contains("All 1 replication slots", StringComparison.Ordinal));
        Assert.Contains(problems, static problem => problem.What.Contains("The publication \"pgcdc\" does not exist", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<StartupProblem>> ProblemsAsync(TestDatabase database, string? connectionString = null)
    {
        await using var consumer = await RunningConsumer.StartAsync(
            database, static cdc => cdc.AddHandler<Item, SeenHandler<Item>>(), connectionString: connectionString);
        await consumer.Monitor.WaitForAsync(PgCdcState.Faulted, Deadline.Token());
        return Assert.IsType<StartupException>(consumer.Monitor.Fault).Problems;
    }
}
