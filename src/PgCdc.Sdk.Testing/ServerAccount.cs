using System.Globalization;

namespace PgCdc.Sdk.Testing;

/// <summary>
/// The user a server runs as. PostgreSQL refuses to run as root, so root starts it as <c>postgres</c>, or else <c>nobody</c>;
/// anyone else starts it as himself.
/// </summary>
internal sealed class ServerAccount
{
    private static readonly string[] Candidates = ["postgres", "nobody"];

    private readonly string[] _prefix;
    private readonly uint _userId;
    private readonly uint _groupId;

    private ServerAccount(string[] prefix, uint userId, uint groupId)
    {
        _prefix = prefix;
        _userId = userId;
        _groupId = groupId;
    }

    private bool IsCaller => _prefix.Length == 0;

    /// <summary>Finds the user for this process.</summary>
    /// <exception cref="PostgresServerException">The caller is root and no unprivileged user, or no program to switch to it, was found.</exception>
    public static ServerAccount Current()
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
        {
            return new ServerAccount([], 0, 0);
        }

        foreach (string name in Candidates)
        {
            if (uint.TryParse(Command.TryAsk("id", "-u", name), NumberStyles.None, CultureInfo.InvariantCulture, out uint userId)
                && uint.TryParse(Command.TryAsk("id", "-g", name), NumberStyles.None, CultureInfo.InvariantCulture, out uint groupId))
            {
                return new ServerAccount(SwitchTo(name, userId, groupId), userId, groupId);
            }
        }

        throw new PostgresServerException(
            "PostgreSQL refuses to run as root and neither the user 'postgres' nor 'nobody' exists: create one of them or run as another user.");
    }

    /// <summary>The command line that runs <paramref name="commandLine"/> as this user.</summary>
    public string[] Run(params IReadOnlyList<string> commandLine) => [.. _prefix, .. commandLine];

    /// <summary>Gives one file or folder to this user.</summary>
    public void Own(string path)
    {
        if (!IsCaller && !OperatingSystem.IsWindows())
        {
            Posix.Own(path, _userId, _groupId);
        }
    }

    private static string[] SwitchTo(string name, uint userId, uint groupId)
    {
        string user = userId.ToString(CultureInfo.InvariantCulture);
        string group = groupId.ToString(CultureInfo.InvariantCulture);
        string[][] ways =
        [
            ["setpriv", "--reuid", user, "--regid", group, "--clear-groups"],
            ["su-exec", $"{user}:{group}"],
            ["runuser", "-u", name, "--"],
        ];
        return ways.FirstOrDefault(way => Command.TryAsk(way[0], [.. way.Skip(1), "true"]) is not null)
            ?? throw new PostgresServerException(
                $"PostgreSQL refuses to run as root and no program to become '{name}' was found: install setpriv or runuser (package util-linux), or run as another user.");
    }
}
