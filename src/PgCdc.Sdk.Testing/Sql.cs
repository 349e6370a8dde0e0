namespace PgCdc.Sdk.Testing;

/// <summary>The SQL that the throw-away servers need.</summary>
internal static class Sql
{
    /// <summary>What the configuration files hold and the server refuses. Settings that only a restart changes are no mistake.</summary>
    public const string RefusedSettings = """
        SELECT string_agg(f.name || ': ' || f.error, '; ')
        FROM pg_file_settings f LEFT JOIN pg_settings s ON s.name = f.name
        WHERE f.error IS NOT NULL AND coalesce(s.context, '') <> 'postmaster'
        """;

    /// <summary>When the configuration was loaded last; a new connection has it from the server's first process.</summary>
    public const string LoadTime = "SELECT pg_conf_load_time()";

    /// <summary>
    /// What is flushed, not where the next record is inserted: at the start of a page that is already behind the page's header, where a
    /// standby only gets with the next record.
    /// </summary>
    public const string WalPosition =
        "SELECT CASE WHEN pg_is_in_recovery() THEN coalesce(pg_last_wal_replay_lsn(), '0/0') ELSE pg_current_wal_flush_lsn() END";

    /// <summary>Whether the standby's own end of the connection streams.</summary>
    public const string Streams = "SELECT EXISTS (SELECT FROM pg_stat_wal_receiver WHERE status = 'streaming')";

    public const string MajorVersion = "SELECT current_setting('server_version_num')::int / 10000";

    public const string ExtraTablespaces =
        "SELECT string_agg(spcname, ', ') FROM pg_tablespace WHERE spcname NOT IN ('pg_default', 'pg_global')";

    public static string CreatePhysicalSlot(string name) => $"SELECT pg_create_physical_replication_slot({Literal(name)}, true)";

    public static string ChangePassword(string user, string password) => $"ALTER ROLE {Identifier(user)} PASSWORD {Literal(password)}";

    public static string CreateDatabase(string name) => $"CREATE DATABASE {Identifier(name)}";

    /// <summary>Drops a database under whoever is still connected.</summary>
    public static string DropDatabase(string name) => $"DROP DATABASE IF EXISTS {Identifier(name)} WITH (FORCE)";

    public static string DropSlot(string name) => $"SELECT pg_drop_replication_slot({Literal(name)})";

    /// <summary>Whether a slot is in use.</summary>
    public static string SlotIsActive(string name) => $"SELECT active FROM pg_replication_slots WHERE slot_name = {Literal(name)}";

    public static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
