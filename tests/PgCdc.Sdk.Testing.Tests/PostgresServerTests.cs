using Npgsql;
using NpgsqlTypes;

namespace PgCdc.Sdk.Testing.Tests;

[Trait("Needs", "Postgres")]
public sealed class PostgresServerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_starts_on_loopback_with_logical_decoding_and_room_for_slots()
    {
        await using PostgresServer server = await PostgresServer.StartAsync(cancellationToken: Cancellation);

        Assert.Equal("logical", await server.AskAsync<string>("SHOW wal_level"));
        Assert.Equal("127.0.0.1", await server.AskAsync<string>("SHOW listen_addresses"));
        Assert.Equal("off", await server.AskAsync<string>("SHOW fsync"));
        Assert.True(await server.AskAsync<bool>("SELECT current_setting('max_replication_slots')::int >= 20"));
        Assert.True(await server.AskAsync<bool>("SELECT current_setting('max_wal_senders')::int >= 20"));
        Assert.Equal(server.Version, await server.AskAsync<int>("SELECT current_setting('server_version_num')::int / 10000"));
        Assert.Equal(server.DataDirectory, await server.AskAsync<string>("SHOW data_directory"));
        Assert.Equal(server.Port, new NpgsqlConnectionStringBuilder(server.ConnectionString).Port);
    }

    [Fact]
    public async Task A_server_of_root_runs_as_somebody_else()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && OperatingSystem.IsLinux(), "Only root on Linux can show it.");
        await using PostgresServer server = await PostgresServer.StartAsync(cancellationToken: Cancellation);

        int processId = await server.AskAsync<int>("SELECT pg_backend_pid()");
        string status = await File.ReadAllTextAsync($"/proc/{server.ProcessId}/status", Cancellation);

        Assert.NotEqual(0, processId);
        Assert.DoesNotMatch(@"Uid:\s+0\b", status);
        Assert.DoesNotMatch(@"Gid:\s+0\b", status);
    }

    [Fact]
    public async Task Settings_and_password_are_those_asked_for()
    {
        await using PostgresServer server = await PostgresServer.StartAsync(
            new PostgresServerOptions
            {
                Password = "it's a \\ secret; or=not",
                Fsync = true,
                Settings = new Dictionary<string, string> { ["application_name"] = "it's \\ quoted", ["max_wal_senders"] = "3" },
            },
            Cancellation);

        Assert.Equal("it's \\ quoted", await server.AskAsync<string>("SELECT reset_val FROM pg_settings WHERE name = 'application_name'"));
        Assert.Equal("3", await server.AskAsync<string>("SHOW max_wal_senders"));
        Assert.Equal("on", await server.AskAsync<string>("SHOW fsync"));
    }

    [Fact]
    public async Task A_wrong_password_is_refused()
    {
        await using PostgresServer server = await PostgresServer.StartAsync(cancellationToken: Cancellation);
        NpgsqlConnectionStringBuilder wrong = new(server.ConnectionString) { Password = "wrong", Pooling = false };
        await using NpgsqlConnection connection = new(wrong.ConnectionString);

        PostgresException refused = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync(Cancellation));

        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
    }

    [Fact]
    public async Task A_database_is_created_whatever_its_name()
    {
        await using PostgresServer server = await PostgresServer.StartAsync(cancellationToken: Cancellation);

        string connectionString = await server.CreateDatabaseAsync("My \"shop\"; it's", Cancellation);

        await using NpgsqlConnection connection = new(connectionString);
        await connection.OpenAsync(Cancellation);
        Assert.Equal("My \"shop\"; it's", connection.Database);
    }

    [Theory]
    [InlineData(PostgresStopMode.Smart)]
    [InlineData(PostgresStopMode.Fast)]
    [InlineData(PostgresStopMode.Immediate)]
    public async Task Stopping_and_starting_again_keeps_data_folder_and_port(PostgresStopMode mode)
    {
        await using PostgresServer server = await PostgresServer.StartAsync(cancellationToken: Cancellation);
        (int port, string folder) = (server.Port, server.DataDirectory);
        await server.RunAsync("CREATE TABLE kept AS SELECT 42 AS answer");

        await server.StopAsync(mode, Cancellation);
        Assert.False(server.IsRunning);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => server.RunAsync("SELECT 1"));
        await server.StartAgainAsync(Cancellation);

        Assert.Equal(42, await server.AskAsync<int>("SELECT answer FROM kept"));
        Assert.Equal((port, folder), (server.Port, server.DataDirectory));
    }

    [Fact]
    public async Task A_killed_server_recovers_when_started_again()
    {
        await using PostgresServer server = await PostgresServer.StartAsync(cancellationToken: Cancellation);
        await server.RunAsync("CREATE TABLE kept AS SELECT 42 AS answer");

        await server.KillAsync(Cancellation);
        Assert.False(server.IsRunning);
        await server.StartAgainAsync(Cancellation);

        Assert.Equal(42, await server.AskAsync<int>("SELECT answer FROM kept"));
        Assert.Contains("was not properly shut down", await server.ReadLogAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_killed_server_leaves_no_shared_memory_when_disposed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux lists its shared memory in a file.");
        await using PostgresServer server = await PostgresServer.StartAsync(cancellationToken: Cancellation);
        string segment = (await File.ReadAllLinesAsync(Path.Combine(server.DataDirectory, "postmaster.pid"), Cancellation))[6].Split(' ')[^1];
        Assert.Matches($@"\b{segment}\b", await File.ReadAllTextAsync("/proc/sysvipc/shm", Cancellation));

        await server.KillAsync(Cancellation);
        await server.DisposeAsync();

        Assert.DoesNotMatch($@"\b{segment}\b", await File.ReadAllTextAsync("/proc/sysvipc/shm", Cancellation));
    }

    [Fact]
    public async Task A_paused_server_answers_nobody_until_it_is_resumed()
    {
        await using PostgresServer server = await PostgresServer.StartAsync(cancellationToken: Cancellation);
        await using NpgsqlConnection connection = new(new NpgsqlConnectionStringBuilder(server.ConnectionString) { CommandTimeout = 0 }.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await using NpgsqlCommand command = new("SELECT 42", connection);

        await server.PauseAsync();
        Task<object?> answer = command.ExecuteScalarAsync(Cancellation);
        await Assert.ThrowsAsync<TimeoutException>(() => answer.WaitAsync(TimeSpan.FromMilliseconds(300), Cancellation));
        await server.ResumeAsync();

        Assert.Equal(42, await answer);
    }

    [Fact]
    public async Task A_paused_server_can_be_stopped_killed_and_disposed()
    {
        await using PostgresServer server = await PostgresServer.StartAsync(cancellationToken: Cancellation);
        await using NpgsqlConnection connection = new(server.ConnectionString);
        await connection.OpenAsync(Cancellation);

        await server.PauseAsync();
        await server.RestartAsync(PostgresStopMode.Fast, Cancellation);
        await server.PauseAsync();
        await server.KillAsync(Cancellation);
        await server.StartAgainAsync(Cancellation);
        await server.PauseAsync();
        await server.DisposeAsync();

        Assert.False(Directory.Exists(server.DataDirectory));
    }

    [Fact]
    public async Task Reloaded_settings_are_seen_by_the_next_connection()
    {
        await using PostgresServer server = await PostgresServer.StartAsync(cancellationToken: Cancellation);

        await server.ReloadAsync(new Dictionary<string, string> { ["work_mem"] = "5MB", ["max_wal_senders"] = "30" }, Cancellation);

        Assert.Equal("5MB", await server.AskAsync<string>("SHOW work_mem"));
        Assert.Equal("24", await server.AskAsync<string>("SHOW max_wal_senders"));
        await server.RestartAsync(cancellationToken: Cancellation);
        Assert.Equal("30", await server.AskAsync<string>("SHOW max_wal_senders"));
    }

    [Fact]
    public async Task A_setting_that_the_server_refuses_is_named()
    {
        await using PostgresServer server = await PostgresServer.StartAsync(cancellationToken: Cancellation);

        PostgresServerException refused = await Assert.ThrowsAsync<PostgresServerException>(
            () => server.ReloadAsync(new Dictionary<string, string> { ["work_mem"] = "much" }, Cancellation));

        Assert.Contains("work_mem", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_standby_streams_and_is_promoted_to_timeline_2_while_the_primary_runs_on()
    {
        await using PostgresServer primary = await PostgresServer.StartAsync(cancellationToken: Cancellation);
        await primary.RunAsync("CREATE TABLE kept AS SELECT 1 AS answer");
        await using PostgresServer standby = await primary.CreateStandbyAsync(cancellationToken: Cancellation);
        Assert.Equal(0, await primary.AskAsync<long>("SELECT count(*) FROM pg_replication_slots"));
        Assert.True(await standby.AskAsync<bool>("SELECT pg_is_in_recovery()"));

        await primary.RunAsync("INSERT INTO kept VALUES (2)");
        NpgsqlLogSequenceNumber position = await primary.GetWalPositionAsync(Cancellation);
        await standby.WaitForReplayAsync(position, Cancellation);
        Assert.Equal(2, await standby.AskAsync<long>("SELECT count(*) FROM kept"));

        await standby.PromoteAsync(Cancellation);
        await standby.RunAsync("INSERT INTO kept VALUES (3)");

        Assert.StartsWith("00000002", await standby.AskAsync<string>("SELECT pg_walfile_name(pg_current_wal_lsn())"), StringComparison.Ordinal);
        Assert.Equal(3, await standby.AskAsync<long>("SELECT count(*) FROM kept"));
        Assert.Equal(2, await primary.AskAsync<long>("SELECT count(*) FROM kept"));
    }

    [Fact]
    public async Task A_standby_keeps_the_slot_it_was_asked_to_use_and_follows_over_a_restart()
    {
        await using PostgresServer primary = await PostgresServer.StartAsync(cancellationToken: Cancellation);
        await using PostgresServer standby = await primary.CreateStandbyAsync(
            new PostgresStandbyOptions
            {
                SlotName = "second",
                ApplicationName = "the second",
                Settings = new Dictionary<string, string> { ["hot_standby_feedback"] = "on" },
            },
            Cancellation);

        Assert.True(await primary.AskAsync<bool>("SELECT active FROM pg_replication_slots WHERE slot_name = 'second'"));
        Assert.Equal("the second", await primary.AskAsync<string>("SELECT application_name FROM pg_stat_replication"));
        Assert.Equal("on", await standby.AskAsync<string>("SHOW hot_standby_feedback"));

        await standby.RestartAsync(cancellationToken: Cancellation);
        await primary.RunAsync("CREATE TABLE later AS SELECT 42 AS answer");
        await standby.WaitForReplayAsync(await primary.GetWalPositionAsync(Cancellation), Cancellation);
        Assert.Equal(42, await standby.AskAsync<int>("SELECT answer FROM later"));
    }

    [Fact]
    public async Task A_failed_start_shows_the_end_of_the_log_and_leaves_nothing()
    {
        string parent = Directory.CreateTempSubdirectory("pgcdc-parent-").FullName;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(parent, (UnixFileMode)Convert.ToInt32("755", 8));
        }

        PostgresServerException failure = await Assert.ThrowsAsync<PostgresServerException>(() => PostgresServer.StartAsync(
            new PostgresServerOptions { ParentDirectory = parent, Settings = new Dictionary<string, string> { ["wal_level"] = "everything" } }, Cancellation));

        Assert.Contains("invalid value for parameter \"wal_level\": \"everything\"", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(parent));
        Directory.Delete(parent);
    }

    [Fact]
    public async Task Disposing_twice_and_in_parallel_removes_server_folder_and_port()
    {
        PostgresServer[] servers = await Task.WhenAll(
            PostgresServer.StartAsync(cancellationToken: Cancellation), PostgresServer.StartAsync(cancellationToken: Cancellation));
        Assert.NotEqual(servers[0].Port, servers[1].Port);
        Assert.NotEqual(
            await servers[0].AskAsync<long>("SELECT system_identifier FROM pg_control_system()"),
            await servers[1].AskAsync<long>("SELECT system_identifier FROM pg_control_system()"));

        await Task.WhenAll(servers.Concat(servers).Select(server => server.DisposeAsync().AsTask()));

        Assert.All(servers, server =>
        {
            Assert.False(server.IsRunning);
            Assert.False(Directory.Exists(Path.GetDirectoryName(server.DataDirectory)));
            Assert.True(NetworkPort.IsFree(server.Port));
        });
    }
}
