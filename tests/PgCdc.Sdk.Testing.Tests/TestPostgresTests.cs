using Npgsql;

namespace PgCdc.Sdk.Testing.Tests;

/// <summary>Changes this process's environment, which is why nothing else runs meanwhile.</summary>
[Collection(nameof(OwnEnvironment))]
public sealed class TestPostgresTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [Trait("Needs", "Postgres")]
    [InlineData(TestPostgres.DsnVariable)]
    [InlineData(TestPostgres.OldDsnVariable)]
    public async Task A_server_named_by_the_environment_is_used_and_left_as_it_was(string variable)
    {
        await using PostgresServer running = await PostgresServer.StartAsync(cancellationToken: Cancellation);
        NpgsqlConnectionStringBuilder parts = new(running.ConnectionString);
        using OwnEnvironment environment = new(
            (TestPostgres.DsnVariable, null), (TestPostgres.OldDsnVariable, null),
            (variable, $"postgres://postgres:{parts.Password}@127.0.0.1:{running.Port}/postgres"));

        await using (IPostgres named = await TestPostgres.StartAsync(cancellationToken: Cancellation))
        {
            Assert.Equal(running.Version, named.Version);
            Assert.Contains(variable, named.Description, StringComparison.Ordinal);
            Assert.DoesNotContain(parts.Password!, named.Description, StringComparison.Ordinal);
            string shop = await named.CreateDatabaseAsync("shop", Cancellation);
            Assert.Equal("shop", new NpgsqlConnectionStringBuilder(shop).Database);
            Assert.Equal(1, await running.AskAsync<long>("SELECT count(*) FROM pg_database WHERE datname = 'shop'"));
        }

        Assert.Equal(0, await running.AskAsync<long>("SELECT count(*) FROM pg_database WHERE datname = 'shop'"));
    }

    [Fact]
    public async Task A_named_server_that_does_not_answer_is_an_error_without_the_password()
    {
        using OwnEnvironment environment = new((TestPostgres.DsnVariable, $"postgres://u:s3cret@127.0.0.1:{NetworkPort.FindFree()}/d"));

        PostgresServerException failure = await Assert.ThrowsAsync<PostgresServerException>(() => TestPostgres.StartAsync(cancellationToken: Cancellation));

        Assert.Contains("PGCDC_DSN names a PostgreSQL that does not answer", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_named_server_that_cannot_be_read_is_an_error_that_names_the_variable()
    {
        using OwnEnvironment environment = new((TestPostgres.DsnVariable, null), (TestPostgres.OldDsnVariable, "mysql://u:s3cret@h/d"));

        PostgresServerException failure = await Assert.ThrowsAsync<PostgresServerException>(() => TestPostgres.StartAsync(cancellationToken: Cancellation));

        Assert.StartsWith("PYPGCDC_DSN cannot be read", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Needs", "Postgres")]
    public async Task Without_a_name_installed_binaries_are_used()
    {
        Assert.SkipWhen(PostgresBinaries.Find() is null, "No PostgreSQL server is installed here.");
        using OwnEnvironment environment = new((TestPostgres.DsnVariable, null), (TestPostgres.OldDsnVariable, null));

        await using IPostgres postgres = await TestPostgres.StartAsync(cancellationToken: Cancellation);

        Assert.IsType<PostgresServer>(postgres);
        Assert.Contains(PostgresBinaries.Find()!.Directory, postgres.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_way_is_open_one_sentence_lists_them_all()
    {
        // No PostgreSQL of that version exists, and no image can be had there, be there an engine or not.
        using OwnEnvironment environment = new(
            (TestPostgres.DsnVariable, null), (TestPostgres.OldDsnVariable, null), (PostgresContainerOptions.ImageVariable, $"127.0.0.1:{NetworkPort.FindFree()}/none:1"));

        PostgresServerException failure = await Assert.ThrowsAsync<PostgresServerException>(
            () => TestPostgres.StartAsync(new PostgresServerOptions { Version = 7 }, Cancellation));

        Assert.Contains("PGCDC_DSN", failure.Message, StringComparison.Ordinal);
        Assert.Contains("install PostgreSQL", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Docker", failure.Message, StringComparison.Ordinal);
    }
}
