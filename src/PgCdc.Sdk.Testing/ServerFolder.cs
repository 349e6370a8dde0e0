using System.Text;

namespace PgCdc.Sdk.Testing;

/// <summary>The one folder in which everything of a throw-away server lies: <c>data</c>, <c>socket</c> and <c>server.log</c>.</summary>
internal sealed class ServerFolder
{
    private const string SettingsFile = "pgcdc.conf";

    // A Unix socket's path has to fit into sockaddr_un: 104 bytes on the BSD family, 108 on Linux.
    private const int LongestSocketPath = 100;

    private readonly ServerAccount _account;

    private ServerFolder(string path, ServerAccount account)
    {
        Root = path;
        _account = account;
    }

    public string Root { get; }

    public string Data => Path.Combine(Root, "data");

    public string Socket => Path.Combine(Root, "socket");

    public string Log => Path.Combine(Root, "server.log");

    public bool SocketFits => Encoding.UTF8.GetByteCount(Path.Combine(Socket, ".s.PGSQL.65535.lock")) <= LongestSocketPath;

    /// <summary>Makes the folder, readable by the server's user and root only.</summary>
    public static ServerFolder Create(string? parent, ServerAccount account)
    {
        ServerFolder folder = new(CreateRoot(parent), account);
        account.Own(folder.Root);
        folder.CreateFolder(folder.Data);
        folder.CreateFolder(folder.Socket);
        return folder;
    }

    /// <summary>Makes a folder that PostgreSQL accepts: closed to all but its user.</summary>
    public void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        _account.Own(path);
    }

    /// <summary>Writes a file that belongs to the server's user and that nobody else can read.</summary>
    public async Task WriteFileAsync(string path, string content, CancellationToken cancellationToken)
    {
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        StreamWriter writer = new(path, options);
        await using (writer.ConfigureAwait(false))
        {
            await writer.WriteAsync(content.AsMemory(), cancellationToken).ConfigureAwait(false);
        }

        _account.Own(path);
    }

    /// <summary>Copies a file, which then belongs to the server's user.</summary>
    public void CopyFile(string from, string to)
    {
        File.Copy(from, to, overwrite: true);
        _account.Own(to);
    }

    /// <summary>Lets the configuration end with our own file, so that the last word on every setting is ours.</summary>
    public Task IncludeSettingsAsync(CancellationToken cancellationToken) =>
        File.AppendAllTextAsync(Path.Combine(Data, "postgresql.conf"), $"\ninclude = '{SettingsFile}'\n", cancellationToken);

    /// <summary>Writes all settings anew.</summary>
    public Task WriteSettingsAsync(IEnumerable<KeyValuePair<string, string>> settings, CancellationToken cancellationToken)
    {
        StringBuilder text = new();
        foreach ((string name, string value) in settings)
        {
            text.AppendLine($"{name} = {Quote(value)}");
        }

        return WriteFileAsync(Path.Combine(Data, SettingsFile), text.ToString(), cancellationToken);
    }

    /// <summary>Everything the server has logged so far.</summary>
    public async Task<string> ReadLogAsync(CancellationToken cancellationToken)
    {
        // Until the first start there is none.
        if (!File.Exists(Log))
        {
            return "";
        }

        FileStream stream = new(Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        await using (stream.ConfigureAwait(false))
        {
            using StreamReader reader = new(stream);
            return await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A value of libpq's key=value form.</summary>
    internal static string QuoteConnectionValue(string value) =>
        $"'{value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal)}'";

    /// <summary>A value of <c>postgresql.conf</c>.</summary>
    private static string Quote(string value) =>
        $"'{value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";

    private static string CreateRoot(string? parent)
    {
        parent ??= Environment.GetEnvironmentVariable(PostgresServerOptions.ParentDirectoryVariable);
        if (string.IsNullOrEmpty(parent))
        {
            return Directory.CreateTempSubdirectory("pgcdc-").FullName;
        }

        string path = Path.Combine(parent, $"pgcdc-{Path.GetRandomFileName()}");
        return OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(path).FullName
            : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
    }
}
