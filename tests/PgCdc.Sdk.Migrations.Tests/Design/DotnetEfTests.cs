using PgCdc.Sdk.Migrations.Tests.Postgres;

namespace PgCdc.Sdk.Migrations.Tests.Design;

[Trait("Needs", "Postgres")]
public sealed class DotnetEfTests(DotnetEfRun run, PostgresFixture postgres) : IClassFixture<DotnetEfRun>
{
    [Fact]
    public void A_scaffolded_migration_has_annotations_and_neither_sql_nor_log_tables()
    {
        Assert.Contains(".Annotation(\"PgCdc:Capture\"", run.FirstMigration, StringComparison.Ordinal);
        Assert.Contains(".Annotation(\"PgCdc:Schema\"", run.FirstMigration, StringComparison.Ordinal);
        Assert.DoesNotContain("migrationBuilder.Sql", run.FirstMigration, StringComparison.Ordinal);
        Assert.Equal(4, run.FirstMigration.Split("migrationBuilder.CreateTable(").Length - 1);
    }

    [Fact]
    public void The_way_down_knows_what_was_captured()
    {
        var down = run.FirstMigration[run.FirstMigration.IndexOf("void Down", StringComparison.Ordinal)..];

        Assert.Contains(".Annotation(\"PgCdc:Capture\"", down, StringComparison.Ordinal);
        Assert.Contains(".OldAnnotation(\"PgCdc:Schema\"", down, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_model_is_noticed_with_both_captures()
    {
        Assert.Contains(".Annotation(\"PgCdc:Capture\"", run.SecondMigration, StringComparison.Ordinal);
        Assert.Contains(".OldAnnotation(\"PgCdc:Capture\"", run.SecondMigration, StringComparison.Ordinal);
        Assert.DoesNotContain("migrationBuilder.Sql", run.SecondMigration, StringComparison.Ordinal);
    }

    [Fact]
    public void Pending_model_changes_are_told_rightly_both_ways()
    {
        Assert.Equal(0, run.PendingAfterFirst);
        Assert.NotEqual(0, run.PendingAfterChange);
    }

    [Fact]
    public void A_key_that_becomes_the_replica_identity_is_noticed_and_set()
    {
        Assert.Contains("\\\"identity\\\":\\\"index\\\"", run.SecondMigration, StringComparison.Ordinal);
        Assert.Equal("\"IX_Orders_Status\"", run.IdentityAfterUpdate);
    }

    [Fact]
    public void After_an_update_the_database_logs() => Assert.Equal(["I Id=1 Status=new Amount=3"], run.LogAfterUpdate);

    [Fact]
    public void After_an_update_to_nothing_nothing_is_left_and_the_way_up_works_again()
    {
        Assert.Empty(run.LeftAfterDown);
        Assert.Equal(["I Id=1 Status=again Amount=4"], run.LogAfterUpAgain);
    }

    /// <summary>Trap 6: such a script puts every statement between dollar quotes of its own.</summary>
    [Fact]
    public async Task An_idempotent_script_can_be_applied_twice()
    {
        var database = await postgres.CreateDatabaseAsync();

        await database.ExecuteAsync(run.Script, run.Script, "INSERT INTO \"Orders\" (\"Status\", \"Amount\") VALUES ('new', 3)");

        Assert.Equal(["I Id=1 Status=new Amount=3"], await database.LogAsync("log_public_Orders"));
        Assert.Equal("\"IX_Orders_Status\"", await database.ScalarAsync(DotnetEfRun.Identity));
    }
}
