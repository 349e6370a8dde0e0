using Microsoft.EntityFrameworkCore;
using PgCdc.Sdk.Migrations.Tests.Postgres;

namespace PgCdc.Sdk.Migrations.Tests.Logging;

[Trait("Needs", "Postgres")]
public sealed class TriggerTests(PostgresFixture postgres)
{
    [Theory]
    [InlineData(false, true, ChangeOperations.All)]
    [InlineData(true, true, ChangeOperations.All)]
    [InlineData(false, false, ChangeOperations.All)]
    [InlineData(true, false, ChangeOperations.All)]
    [InlineData(false, true, ChangeOperations.Truncate)]
    [InlineData(true, true, ChangeOperations.Insert)]
    public async Task A_table_has_exactly_the_triggers_that_its_capture_names(bool partitioned, bool replicated, ChangeOperations operations)
    {
        var database = await postgres.CreateDatabaseAsync();
        var model = Models.Orders(capture =>
        {
            capture.Operations(operations);
            if (!replicated)
            {
                capture.WithoutReplicatedChanges();
            }
        });
        await database.ExecuteAsync($"CREATE TABLE orders (id integer PRIMARY KEY, name text) {(partitioned ? "PARTITION BY RANGE (id)" : "")}");
        await database.MigrateAsync(Models.Uncaptured, model);

        await using var context = database.Context(model);
        var spec = Assert.Single(context.Model.GetCaptures());
        Assert.Equal(
            spec.GetTriggers(partitioned).Select(trigger => $"{trigger.Name} {trigger.Enabled}").Order(StringComparer.Ordinal),
            await database.ListAsync("SELECT tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgname COLLATE \"C\""));
    }
}
