using System.Globalization;

namespace PgCdc.Sdk.Testing;

/// <summary>The settings of one server, in the order of their weight: ours, then those asked for, then what makes it this very server.</summary>
internal sealed class ServerSettings
{
    // Small, so that several servers fit beside the tests; generous where a test of replication would run into a limit.
    private static readonly Dictionary<string, string> Defaults = new()
    {
        ["wal_level"] = "logical",
        ["max_wal_senders"] = "24",
        ["max_replication_slots"] = "24",
        ["max_connections"] = "100",
        ["shared_buffers"] = "32MB",
        ["hot_standby"] = "on",

        // In the data folder instead of /dev/shm, where a killed server would leave them behind.
        ["dynamic_shared_memory_type"] = "mmap",
        ["timezone"] = "UTC",
        ["log_timezone"] = "UTC",
        ["log_line_prefix"] = "%m [%p] %a ",
    };

    private readonly Dictionary<string, string> _values;

    public ServerSettings(bool fsync)
    {
        _values = new Dictionary<string, string>(Defaults, StringComparer.OrdinalIgnoreCase) { ["fsync"] = fsync ? "on" : "off" };
    }

    private ServerSettings(Dictionary<string, string> values) => _values = values;

    public IEnumerable<KeyValuePair<string, string>> All => _values;

    /// <summary>The same settings for another server.</summary>
    public ServerSettings Copy() => new(new Dictionary<string, string>(_values, StringComparer.OrdinalIgnoreCase));

    public void Apply(IEnumerable<KeyValuePair<string, string>> settings)
    {
        foreach ((string name, string value) in settings)
        {
            _values[name] = value;
        }
    }

    /// <summary>What no option changes: where the server listens, and that its log goes to our file.</summary>
    public void Place(int port, string socketDirectory)
    {
        _values["listen_addresses"] = "127.0.0.1";
        _values["port"] = port.ToString(CultureInfo.InvariantCulture);
        _values["unix_socket_directories"] = socketDirectory;
        _values["logging_collector"] = "off";
        _values["log_destination"] = "stderr";
    }

    /// <summary>What makes the server a standby.</summary>
    public void Follow(int primaryPort, string user, string password, string applicationName, string? slotName)
    {
        // The database is for the synchronisation of failover slots (PostgreSQL 17 and later); streaming itself ignores it.
        _values["primary_conninfo"] =
            $"host=127.0.0.1 port={primaryPort} user={user} password={ServerFolder.QuoteConnectionValue(password)} " +
            $"dbname=postgres application_name={ServerFolder.QuoteConnectionValue(applicationName)}";
        _values["primary_slot_name"] = slotName ?? "";
    }
}
