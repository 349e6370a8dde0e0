using System.Globalization;
using System.Security.Cryptography;
using Npgsql;
using NpgsqlTypes;

namespace PgCdc.Sdk.Testing;

/// <summary>
/// A real, throw-away PostgreSQL server from installed binaries: <c>wal_level=logical</c>, on 127.0.0.1 with a port and a folder of its own.
/// Disposing it stops the server and removes the folder; so does the end of this process, whatever ended it.
/// </summary>
/// <remarks>Members may be called from any thread, one call at a time.</remarks>
public sealed class PostgresServer : IPostgres
{
    /// <summary>The name of the superuser.</summary>
    public const string User = "postgres";

    private const int AttemptsToFindPort = 10;

    private readonly PostgresServerOptions _options;
    private readonly PostgresBinaries _binaries;
    private readonly ServerFolder _folder;
    private readonly ServerAccount _account;
    private readonly ServerProcess _process;
    private readonly ServerSettings _settings;
    private readonly string _password;
    private readonly Lock _disposing = new();
    private Task? _disposed;

    private PostgresServer(PostgresServerOptions options, PostgresBinaries binaries, ServerAccount account, ServerSettings settings, string password)
    {
        _options = options;
        _binaries = binaries;
        _account = account;
        _settings = settings;
        _password = password;
        _folder = ServerFolder.Create(options.ParentDirectory, account);
        _process = new ServerProcess(
            _folder, ServerGuard.Start(_folder.Root, account.Run(binaries.Program("postgres"), "-D", _folder.Data)), options.Timeout);
    }

    /// <inheritdoc/>
    public string ConnectionString => ConnectionStringFor(User);

    /// <inheritdoc/>
    public int Version => _binaries.Version;

    /// <inheritdoc/>
    public string Description => $"PostgreSQL {_binaries.FullVersion} from {_binaries.Directory} on port {Port}";

    /// <summary>The TCP port on 127.0.0.1; it stays the same over restarts.</summary>
    public int Port { get; private set; }

    /// <summary>The server's data folder (<c>PGDATA</c>).</summary>
    public string DataDirectory => _folder.Data;

    /// <summary>The folder of the server's Unix socket, with the same port; empty (and <c>unix_socket_directories</c> too) if its path would be too long.</summary>
    public string SocketDirectory => _folder.SocketFits ? _folder.Socket : "";

    /// <summary>The folder of the binaries it runs from.</summary>
    public string BinDirectory => _binaries.Directory;

    /// <summary>Whether the server runs, as far as the operating system can see. A paused one runs.</summary>
    public bool IsRunning => _process.IsRunning;

    /// <summary>The process id of the server's first process (postmaster), for tests that send it signals of their own.</summary>
    public int ProcessId => _process.Id;

    private SuperuserSession Session => new(ConnectionString);

    /// <summary>Makes a server and returns when it accepts connections, usually after about a second.</summary>
    /// <param name="options">What it looks like; unset, the defaults.</param>
    /// <param name="cancellationToken">Gives up and removes what was made.</param>
    /// <exception cref="PostgresServerException">No binaries, or the server did not start; the message ends with its log.</exception>
    public static async Task<PostgresServer> StartAsync(PostgresServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new PostgresServerOptions();
        ServerSettings settings = new(options.Fsync);
        settings.Apply(options.Settings);
        PostgresServer server = new(
            options, ChooseBinaries(options), ServerAccount.Current(), settings, options.Password ?? RandomNumberGenerator.GetHexString(24, lowercase: true));
        try
        {
            string firstPassword = await new FreshDataFolder(server._binaries, server._account, server._folder, options.Locale)
                .FillAsync(cancellationToken).ConfigureAwait(false);
            await server._folder.IncludeSettingsAsync(cancellationToken).ConfigureAwait(false);
            await server.StartOnFreePortAsync(cancellationToken).ConfigureAwait(false);
            await server.ChangePasswordAsync(firstPassword, cancellationToken).ConfigureAwait(false);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The connection string of the superuser for another database of this server.</summary>
    /// <param name="database">The database's name.</param>
    public string ConnectionStringFor(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Username = User,
        Password = _password,
        Database = database,
        IncludeErrorDetail = true,
    }.ConnectionString;

    /// <inheritdoc/>
    public async Task<string> CreateDatabaseAsync(string name, CancellationToken cancellationToken = default)
    {
        await Session.ExecuteAsync(Sql.CreateDatabase(name), cancellationToken).ConfigureAwait(false);
        return ConnectionStringFor(name);
    }

    /// <summary>Stops the server and returns when it has ended. Its folder and port stay: <see cref="StartAgainAsync"/> goes on with them.</summary>
    /// <param name="mode">How it is asked to stop.</param>
    /// <param name="cancellationToken">Stops the waiting, not the stopping.</param>
    /// <exception cref="PostgresServerException">It did not stop within <see cref="PostgresServerOptions.Timeout"/>.</exception>
    public Task StopAsync(PostgresStopMode mode = PostgresStopMode.Fast, CancellationToken cancellationToken = default) =>
        _process.StopAsync(mode, cancellationToken);

    /// <summary>Starts a stopped or killed server with the same folder and port, and returns when it accepts connections.</summary>
    /// <param name="cancellationToken">Stops the waiting; the server is then in an unknown state.</param>
    /// <exception cref="PostgresServerException">It did not start; the message ends with its log.</exception>
    public Task StartAgainAsync(CancellationToken cancellationToken = default) => _process.StartAsync(cancellationToken);

    /// <summary>Stops the server and starts it again.</summary>
    /// <param name="mode">How it is asked to stop.</param>
    /// <param name="cancellationToken">Stops the waiting; the server is then in an unknown state.</param>
    /// <exception cref="PostgresServerException">It did not stop or not start; the message ends with its log.</exception>
    public async Task RestartAsync(PostgresStopMode mode = PostgresStopMode.Fast, CancellationToken cancellationToken = default)
    {
        await StopAsync(mode, cancellationToken).ConfigureAwait(false);
        await StartAgainAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Crashes the server: SIGKILL to all its processes. <see cref="StartAgainAsync"/> then recovers from the write-ahead log.</summary>
    /// <param name="cancellationToken">Stops the waiting for its end.</param>
    public Task KillAsync(CancellationToken cancellationToken = default) => _process.KillAsync(cancellationToken);

    /// <summary>Freezes all processes of the server (SIGSTOP): connections stay open and nobody answers.</summary>
    public Task PauseAsync()
    {
        _process.Pause();
        return Task.CompletedTask;
    }

    /// <summary>Lets a paused server go on (SIGCONT).</summary>
    public Task ResumeAsync()
    {
        _process.Resume();
        return Task.CompletedTask;
    }

    /// <summary>Changes settings and returns when new connections see them. Those that need a restart wait for <see cref="RestartAsync"/>.</summary>
    /// <param name="settings">Settings by name, unquoted; those not named stay as they are.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <exception cref="PostgresServerException">The server does not accept a setting; the message says which and why.</exception>
    public async Task ReloadAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken = default)
    {
        _settings.Apply(settings);
        _settings.Place(Port, SocketDirectory);
        await _folder.WriteSettingsAsync(_settings.All, cancellationToken).ConfigureAwait(false);
        string? refused = await Session.ScalarAsync<string>(Sql.RefusedSettings, cancellationToken).ConfigureAwait(false);
        if (refused is not null)
        {
            throw new PostgresServerException($"PostgreSQL does not accept these settings: {refused}.");
        }

        DateTime before = await Session.ScalarAsync<DateTime>(Sql.LoadTime, cancellationToken).ConfigureAwait(false);
        await Session.ExecuteAsync("SELECT pg_reload_conf()", cancellationToken).ConfigureAwait(false);
        await _process.UntilAsync(
            async token => await Session.ScalarAsync<DateTime>(Sql.LoadTime, token).ConfigureAwait(false) > before, "load its settings", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes a hot standby that streams from this server, which goes on running meanwhile; disposed on its own.</summary>
    /// <param name="options">Where it differs from this server; unset, nowhere.</param>
    /// <param name="cancellationToken">Gives up and removes what was made.</param>
    /// <returns>The standby, accepting read-only connections, with the same password.</returns>
    /// <exception cref="PostgresServerException">The standby did not start; the message ends with its log.</exception>
    public async Task<PostgresServer> CreateStandbyAsync(PostgresStandbyOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new PostgresStandbyOptions();
        ServerSettings settings = _settings.Copy();
        settings.Apply(options.Settings);

        // Until the standby streams, a slot keeps the log from the start of the backup on; whoever did not ask for one does not keep it.
        string slot = options.SlotName ?? $"pgcdc_standby_{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        await Session.ExecuteAsync(Sql.CreatePhysicalSlot(slot), cancellationToken).ConfigureAwait(false);
        PostgresServer standby = new(_options, _binaries, _account, settings, _password);
        try
        {
            NpgsqlConnection connection = await Session.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                await new BaseBackup(_folder, standby._folder).CopyAsync(connection, cancellationToken).ConfigureAwait(false);
            }

            settings.Follow(Port, User, _password, options.ApplicationName, slot);
            await _folder.WriteFileAsync(Path.Combine(standby.DataDirectory, "standby.signal"), "", cancellationToken).ConfigureAwait(false);
            await standby.StartOnFreePortAsync(cancellationToken).ConfigureAwait(false);
            await standby.WaitForStreamingAsync(cancellationToken).ConfigureAwait(false);
            if (options.SlotName is null)
            {
                await standby.LeaveSlotAsync(this, slot, cancellationToken).ConfigureAwait(false);
            }

            return standby;
        }
        catch
        {
            await standby.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Promotes this standby and returns when it accepts writes, on a new timeline.</summary>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <exception cref="PostgresServerException">It was not promoted within <see cref="PostgresServerOptions.Timeout"/>.</exception>
    public async Task PromoteAsync(CancellationToken cancellationToken = default)
    {
        int seconds = (int)Math.Ceiling(_options.Timeout.TotalSeconds);
        if (!await Session.ScalarAsync<bool>($"SELECT pg_promote(true, {seconds.ToString(CultureInfo.InvariantCulture)})", cancellationToken).ConfigureAwait(false))
        {
            throw new PostgresServerException($"The standby on port {Port} was not promoted within {seconds} seconds: see {nameof(ReadLogAsync)}.");
        }
    }

    /// <summary>The end of the write-ahead log that this server has flushed (commits wait for that by default) or, on a standby, has replayed.</summary>
    /// <param name="cancellationToken">Cancels the question.</param>
    public Task<NpgsqlLogSequenceNumber> GetWalPositionAsync(CancellationToken cancellationToken = default) =>
        Session.ScalarAsync<NpgsqlLogSequenceNumber>(Sql.WalPosition, cancellationToken);

    /// <summary>Returns when this standby has replayed the write-ahead log up to a position of its primary.</summary>
    /// <param name="position">The position, for example the primary's <see cref="GetWalPositionAsync"/>.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <exception cref="PostgresServerException">It did not get there within <see cref="PostgresServerOptions.Timeout"/>.</exception>
    public Task WaitForReplayAsync(NpgsqlLogSequenceNumber position, CancellationToken cancellationToken = default) =>
        _process.UntilAsync(
            async token => await GetWalPositionAsync(token).ConfigureAwait(false) >= position, $"replay up to {position}", cancellationToken);

    /// <summary>Runs one of PostgreSQL's programs, such as <c>pg_resetwal</c> on a stopped server, as the server's user.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="arguments">Its arguments; <see cref="DataDirectory"/> is often one of them.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <returns>What it printed.</returns>
    /// <exception cref="PostgresServerException">It is not there or did not end with 0; the message holds what it printed.</exception>
    public Task<string> RunProgramAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken = default) =>
        Command.RunAsync(_account.Run([_binaries.Program(program), .. arguments]), cancellationToken);

    /// <summary>Everything the server has logged since it was made.</summary>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public Task<string> ReadLogAsync(CancellationToken cancellationToken = default) => _folder.ReadLogAsync(cancellationToken);

    /// <summary>Stops the server at once and returns when it is gone and its folder removed.</summary>
    /// <exception cref="PostgresServerException">The folder could not be removed.</exception>
    public ValueTask DisposeAsync()
    {
        lock (_disposing)
        {
            return new ValueTask(_disposed ??= _process.DisposeAsync().AsTask());
        }
    }

    private static PostgresBinaries ChooseBinaries(PostgresServerOptions options)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PostgresServerException(
                $"{nameof(PostgresServer)} needs a POSIX system: on Windows use {nameof(PostgresContainer)} with Docker, or a server of your own.");
        }

        return options.BinDirectory is not null
            ? PostgresBinaries.At(options.BinDirectory)
            : PostgresBinaries.Find(options.Version)
                ?? throw new PostgresServerException(
                    $"No PostgreSQL {(options.Version is { } version ? $"{version} " : "")}server was found on this machine: install one " +
                    $"(version {PostgresBinaries.OldestVersion} or later) or let {PostgresBinaries.FolderVariable} name the folder of its programs.");
    }

    /// <summary>Replaces the password of the data folder's origin by the server's own.</summary>
    private async Task ChangePasswordAsync(string firstPassword, CancellationToken cancellationToken)
    {
        // No setting that was asked for (read-only, waiting for a standby that comes later) may stop this one change.
        NpgsqlConnectionStringBuilder first = new(ConnectionString)
        {
            Password = firstPassword,
            Options = "-c synchronous_commit=local -c default_transaction_read_only=off",
        };
        await new SuperuserSession(first.ConnectionString).ExecuteAsync(Sql.ChangePassword(User, _password), cancellationToken).ConfigureAwait(false);
    }

    private async Task StartOnFreePortAsync(CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            Port = NetworkPort.FindFree();
            _settings.Place(Port, SocketDirectory);
            await _folder.WriteSettingsAsync(_settings.All, cancellationToken).ConfigureAwait(false);
            try
            {
                await _process.StartAsync(cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (PostgresServerException e) when (attempt < AttemptsToFindPort && e.Message.Contains("could not bind", StringComparison.Ordinal))
            {
                // Somebody took the port between our look and the server's; another one, then.
            }
        }
    }

    private Task WaitForStreamingAsync(CancellationToken cancellationToken) => _process.UntilAsync(
        token => Session.ScalarAsync<bool>(Sql.Streams, token), "stream from its primary", cancellationToken);

    /// <summary>Goes on streaming without the slot that carried it so far, and drops that.</summary>
    private async Task LeaveSlotAsync(PostgresServer primary, string slot, CancellationToken cancellationToken)
    {
        await ReloadAsync(new Dictionary<string, string> { ["primary_slot_name"] = "" }, cancellationToken).ConfigureAwait(false);
        await _process.UntilAsync(
            async token => !await primary.Session.ScalarAsync<bool>(Sql.SlotIsActive(slot), token).ConfigureAwait(false), $"leave the slot {slot}", cancellationToken).ConfigureAwait(false);
        await primary.Session.ExecuteAsync(Sql.DropSlot(slot), cancellationToken).ConfigureAwait(false);
        await WaitForStreamingAsync(cancellationToken).ConfigureAwait(false);
    }
}
