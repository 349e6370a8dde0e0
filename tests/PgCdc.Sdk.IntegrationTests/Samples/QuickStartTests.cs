using System.Diagnostics;
using Npgsql;
using PgCdc.Sdk.IntegrationTests.Infrastructure;
using PgCdc.Sdk.Testing;

namespace PgCdc.Sdk.IntegrationTests.Samples;

/// <summary>The sample as a person runs it: a process, its arguments, its words and its exit code.</summary>
[Trait("Needs", "Postgres")]
public sealed class QuickStartTests(ServerFixture server)
{
    private const string AnyChange = " Insert public.Orders ";

    private static readonly string Folder = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "..", "samples", "QuickStart"));
    private static int _databases;

    [Fact]
    public async Task A_verbose_run_prints_its_changes_ends_consistent_and_drops_its_slot()
    {
        var (name, connectionString) = await CreateDatabaseAsync();
        var run = await RunAsync(name, Uri(connectionString), isVerbose: true, "--seconds", "3");

        Assert.True(run is { ExitCode: 0 }, $"{run}");
        Assert.EndsWith("consistent: yes", LastVerdict(run.Output), StringComparison.Ordinal);
        Assert.Contains(AnyChange, run.Output, StringComparison.Ordinal);
        Assert.Contains($"Dropped the slot {name}", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, await QueryAsync(connectionString, $"SELECT count(*) FROM pg_replication_slots WHERE slot_name = '{name}'"));
        // An empty read model of an empty shop would be consistent too.
        Assert.True(await QueryAsync(connectionString, "SELECT count(*) FROM \"OrderCards\" WHERE \"Lines\" > 0") > 0, $"{run}");
    }

    [Fact]
    public async Task A_killed_run_is_resumed_by_the_next_and_ends_consistent()
    {
        var (name, connectionString) = await CreateDatabaseAsync();
        var killed = await RunAsync(name, connectionString, isVerbose: false, "--seconds", "4", "--crash", "--keep-slot");
        Assert.True(killed.ExitCode == (OperatingSystem.IsWindows() ? -1 : 128 + 9), $"{killed}");
        Assert.DoesNotContain("consistent", killed.Output, StringComparison.Ordinal);
        var handled = await QueryAsync(connectionString, "SELECT (lsn - '0/0')::bigint FROM pgcdc.checkpoint");

        var next = await RunAsync(name, connectionString, isVerbose: false, "--seconds", "2");
        Assert.True(next.ExitCode == 0, $"{next}");
        Assert.EndsWith("consistent: yes", LastVerdict(next.Output), StringComparison.Ordinal);
        Assert.DoesNotContain(AnyChange, next.Output, StringComparison.Ordinal);
        Assert.True(handled > 0, $"{killed}");
    }

    [Fact]
    public async Task A_read_model_that_was_tampered_with_is_found_out_by_row()
    {
        var (name, connectionString) = await CreateDatabaseAsync();
        var first = await RunAsync(name, connectionString, isVerbose: false, "--seconds", "2", "--keep-slot");
        Assert.True(first.ExitCode == 0, $"{first}");
        Assert.Equal(1, await QueryAsync(connectionString, $"SELECT count(*) FROM pg_replication_slots WHERE slot_name = '{name}'"));
        // The youngest order: the writer forgets the oldest ones.
        var tampered = await QueryAsync(
            connectionString, "UPDATE \"OrderCards\" SET \"Total\" = \"Total\" + 1 WHERE \"Id\" = (SELECT max(\"Id\") FROM \"OrderCards\") RETURNING \"Id\"");

        var second = await RunAsync(name, connectionString, isVerbose: false, "--seconds", "1");
        Assert.True(second.ExitCode == 1, $"{second}");
        Assert.EndsWith("consistent: no", LastVerdict(second.Output), StringComparison.Ordinal);
        Assert.Contains($"order {tampered} is ", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_primary_that_crashes_and_a_standby_that_is_promoted_cost_the_read_model_nothing()
    {
        Assert.SkipWhen(PostgresBinaries.Find() is null, "No PostgreSQL binaries are installed, and the demo crashes servers of its own.");
        var run = await RunAsync("test_slot", dsn: null, isVerbose: false, "--failover", "--seconds", "4");

        Assert.True(run.ExitCode == 0, $"{run}");
        Assert.EndsWith("consistent: yes", LastVerdict(run.Output), StringComparison.Ordinal);
        Assert.Contains("failover: gap found (Missing, strategy CatchUpFromLog)", run.Output, StringComparison.Ordinal);
        Assert.Matches("failover: [0-9]+ transactions with [0-9]+ rows closed from the log; streams on from ", run.Output);
    }

    [Fact]
    public async Task A_server_that_is_given_is_not_crashed()
    {
        var (name, connectionString) = await CreateDatabaseAsync();
        var run = await RunAsync(name, connectionString, isVerbose: false, "--failover");

        Assert.True(run.ExitCode == 2, $"{run}");
        Assert.Contains("unset PGCDC_DSN", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_argument_that_is_not_understood_is_answered_with_those_that_are()
    {
        var (name, connectionString) = await CreateDatabaseAsync();
        var run = await RunAsync(name, connectionString, isVerbose: false, "--secnods", "3");

        Assert.True(run.ExitCode == 2, $"{run}");
        Assert.Contains("'--secnods' is not understood", run.Errors, StringComparison.Ordinal);
        Assert.Contains("--seconds N", run.Errors, StringComparison.Ordinal);
    }

    private static string LastVerdict(string output) =>
        output.Split('\n').LastOrDefault(line => line.StartsWith("consistent", StringComparison.Ordinal))?.TrimEnd() ?? "no verdict";

    private static string Uri(string connectionString)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString);
        return $"postgres://{System.Uri.EscapeDataString(parts.Username!)}:{System.Uri.EscapeDataString(parts.Password ?? "")}@{parts.Host}:{parts.Port}/{parts.Database}";
    }

    private static async Task<long> QueryAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<FinishedRun> RunAsync(string slot, string? dsn, bool isVerbose, params string[] arguments)
    {
        // Built beside these tests, in the same configuration.
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!;
        var start = SdkPrograms.Start(
            Path.Combine(Folder, "bin", configuration.Name, Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "QuickStart.dll"), arguments);
        foreach (var inherited in start.Environment.Keys.Where(static key => key.StartsWith("PGCDC_", StringComparison.Ordinal) || key.StartsWith("PYPGCDC_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(inherited);
        }

        if (dsn is not null)
        {
            start.Environment["PGCDC_DSN"] = dsn;
        }
        else
        {
            start.Environment[PostgresBinaries.FolderVariable] = PostgresBinaries.Find()!.Directory;
        }

        start.Environment["PGCDC_SLOT"] = slot;
        start.Environment["PGCDC_VERBOSE"] = isVerbose ? "1" : "";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(Deadline.Token(120));
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        return new FinishedRun(process.ExitCode, await output, await errors);
    }

    private async Task<(string Name, string ConnectionString)> CreateDatabaseAsync()
    {
        var name = $"quickstart_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}";
        return (name, await server.Server.CreateDatabaseAsync(name));
    }
}
