using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace PgCdc.Sdk.Testing;

/// <summary>
/// Reads a data source name as people write it: a URI (<c>postgres://user:password@host:port/database?sslmode=require</c>), libpq's
/// <c>host=… port=…</c>, or Npgsql's <c>Host=…;Port=…</c>.
/// </summary>
public static partial class Dsn
{
    private static readonly string[] Schemes = ["postgres://", "postgresql://"];

    // libpq's names and Npgsql's (https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS).
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["host"] = "Host",
        ["hostaddr"] = "Host",
        ["port"] = "Port",
        ["dbname"] = "Database",
        ["database"] = "Database",
        ["user"] = "Username",
        ["username"] = "Username",
        ["password"] = "Password",
        ["passfile"] = "Passfile",
        ["application_name"] = "Application Name",
        ["connect_timeout"] = "Timeout",
        ["options"] = "Options",
        ["client_encoding"] = "Client Encoding",
        ["channel_binding"] = "Channel Binding",
        ["sslmode"] = "SSL Mode",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["sslpassword"] = "SSL Password",
        ["sslrootcert"] = "Root Certificate",
        ["target_session_attrs"] = "Target Session Attributes",
    };

    /// <summary>Turns a data source name into a connection string for Npgsql.</summary>
    /// <param name="dsn">A URI or a list of settings.</param>
    /// <exception cref="FormatException">It cannot be read. The message says where it goes wrong and shows none of its values.</exception>
    public static string ToConnectionString(string dsn)
    {
        ArgumentNullException.ThrowIfNull(dsn);
        string text = dsn.Trim();
        if (text.Length == 0)
        {
            throw new FormatException("The DSN is empty: give a URI like postgres://user:password@host:5432/database, or host=… user=… dbname=….");
        }

        if (Schemes.FirstOrDefault(scheme => text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) is { } scheme)
        {
            return Build(ReadUri(text[scheme.Length..]));
        }

        if (text.Contains("://", StringComparison.Ordinal))
        {
            throw new FormatException("The DSN is a URI of another kind: it has to begin with postgres:// or postgresql://.");
        }

        return IsNpgsqlForm(text) ? ReadNpgsql(text) : Build(ReadSettings(text));
    }

    /// <summary>A ';' may stand in a password of libpq's form: it only counts before the end or before something like a name.</summary>
    private static bool IsNpgsqlForm(string text) =>
        SecondSetting().Match(text) is { Success: true } match
        && match.Groups["name"].Value.Trim() is var name
        && (!name.Contains(' ', StringComparison.Ordinal) || new NpgsqlConnectionStringBuilder().ContainsKey(name));

    private static IEnumerable<(string Name, string Value)> ReadUri(string text)
    {
        string[] parts = text.Split('?', 2);
        string[] address = parts[0].Split('/', 2);

        // The last @ ends the user's part: a password with an @ that was not written %40 is understood as well.
        int at = address[0].LastIndexOf('@');
        if (at >= 0)
        {
            string[] user = address[0][..at].Split(':', 2);
            yield return ("user", Decode(user[0], "user name"));
            if (user.Length == 2)
            {
                yield return ("password", Decode(user[1], "password"));
            }
        }

        if (address[0][(at + 1)..] is { Length: > 0 } hosts)
        {
            foreach ((string, string) setting in ReadHosts(hosts))
            {
                yield return setting;
            }
        }

        if (address.Length == 2 && address[1].Length > 0)
        {
            yield return ("dbname", Decode(address[1], "database name"));
        }

        foreach (string parameter in parts.Length == 2 ? parts[1].Split('&', StringSplitOptions.RemoveEmptyEntries) : [])
        {
            string[] setting = parameter.Split('=', 2);
            yield return setting.Length == 2
                ? (Decode(setting[0], "parameters"), Decode(setting[1], "parameters"))
                : throw new FormatException("The DSN has a parameter without '=': after the '?' it needs name=value, joined by '&'.");
        }
    }

    private static IEnumerable<(string Name, string Value)> ReadHosts(string text)
    {
        string[] hosts = text.Split(',');
        foreach (string host in hosts)
        {
            Match match = HostAndPort().Match(host);
            if (!match.Success || (match.Groups["port"].Success && !IsPort(match.Groups["port"].Value)))
            {
                throw new FormatException(
                    "The DSN's host and port cannot be read: write host:port with a port from 1 to 65535, and %2F, %3A, %40 for '/', ':' and '@' in a password.");
            }
        }

        if (hosts.Length > 1)
        {
            // Npgsql takes several hosts with their ports in one value.
            yield return ("host", Decode(text, "hosts"));
            yield break;
        }

        Match only = HostAndPort().Match(text);
        yield return ("host", Decode(only.Groups["host"].Value.Trim('[', ']'), "host"));
        if (only.Groups["port"].Success)
        {
            yield return ("port", only.Groups["port"].Value);
        }
    }

    private static IEnumerable<(string Name, string Value)> ReadSettings(string text)
    {
        int position = 0;
        for (int number = 1; position < text.Length; number++)
        {
            Match match = Setting().Match(text, position);
            if (!match.Success)
            {
                throw new FormatException($"The DSN cannot be read at its setting {number}: it needs name=value, with values that hold spaces in single quotes.");
            }

            position += match.Length;
            Group quoted = match.Groups["quoted"];
            yield return (match.Groups["name"].Value, Escaped().Replace(quoted.Success ? quoted.Value : match.Groups["plain"].Value, "$1"));
        }
    }

    private static string ReadNpgsql(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text).ConnectionString;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException or InvalidCastException)
        {
            // The cause would be told with the value that it could not read, which may be anything.
            throw new FormatException("The DSN is not a connection string that Npgsql understands: look at its names and at the values that have to be numbers.");
        }
    }

    private static string Build(IEnumerable<(string Name, string Value)> settings)
    {
        NpgsqlConnectionStringBuilder builder = [];
        int number = 0;
        foreach ((string name, string value) in settings)
        {
            number++;
            if (!Names.TryGetValue(name, out string? known))
            {
                // What looks like a name may be a piece of a password that was not escaped.
                throw new FormatException($"The DSN's setting {number} has a name that is not known here; known are {string.Join(", ", Names.Keys)}.");
            }

            try
            {
                builder[known] = known == "SSL Mode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
            }
            catch (Exception e) when (e is ArgumentException or FormatException or OverflowException or InvalidCastException)
            {
                throw new FormatException($"The DSN's value for {known} cannot be used.");
            }
        }

        return builder.ConnectionString;
    }

    private static string Decode(string text, string what) => BrokenEscape().IsMatch(text)
        ? throw new FormatException($"The DSN's {what} has a '%' without two hexadecimal digits after it: write %25 for the sign itself.")
        : Uri.UnescapeDataString(text);

    private static bool IsPort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and <= ushort.MaxValue;

    [GeneratedRegex(@"^\s*\w[\w ]*=([^\s;'""]*|'[^']*'|""[^""]*"")\s*;\s*((?<name>\w[\w ]*)=|$)")]
    private static partial Regex SecondSetting();

    [GeneratedRegex(@"^(?<host>\[[0-9A-Fa-f:.%]+\]|[^:\[\]@\s]+)(:(?<port>[^:]*))?$")]
    private static partial Regex HostAndPort();

    [GeneratedRegex(@"\G\s*(?<name>\w+)\s*=\s*('(?<quoted>(\\.|[^'\\])*)'|(?<plain>(\\.|[^'\\\s])(\\.|[^\\\s])*)?)(\s+|$)")]
    private static partial Regex Setting();

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex Escaped();

    [GeneratedRegex("%(?![0-9A-Fa-f]{2})")]
    private static partial Regex BrokenEscape();
}
