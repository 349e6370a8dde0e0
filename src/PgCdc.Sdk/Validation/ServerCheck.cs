using Npgsql;

namespace PgCdc.Sdk.Validation;

/// <summary>Whether the server can replicate logically, has room for one more, and lets this role.</summary>
internal sealed class ServerCheck : IStartupCheck
{
    public async Task<IReadOnlyList<StartupProblem>> CheckAsync(StartupCheckContext context, CancellationToken cancellationToken)
    {
        await using var command = context.Source.CreateCommand(
            """
            SELECT current_setting('wal_level'),
                   current_setting('max_replication_slots')::int,
                   (SELECT count(*)::int FROM pg_replication_slots),
                   EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = $1),
                   current_setting('max_wal_senders')::int,
                   (SELECT count(*)::int FROM pg_stat_replication),
                   current_user,
                   (SELECT role.rolreplication OR role.rolsuper FROM pg_roles AS role WHERE role.rolname = current_user)
                       OR EXISTS (SELECT FROM pg_roles AS cloud
                                  WHERE cloud.rolname IN ('rds_replication', 'cloudsqlsuperuser', 'azure_pg_admin')
                                    AND pg_has_role(current_user, cloud.oid, 'MEMBER')),
                   pg_is_in_recovery(),
                   current_setting('server_version_num')::int / 10000
            """);
        command.Parameters.AddWithValue(context.Options.SlotName);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        return [.. Problems(reader, context.Options)];
    }

    private static IEnumerable<StartupProblem> Problems(NpgsqlDataReader reader, PgCdcOptions options)
    {
        if (reader.GetString(0) is not "logical" and var walLevel)
        {
            yield return new StartupProblem(
                $"The server's wal_level is {walLevel}; logical decoding needs logical.",
                "ALTER SYSTEM SET wal_level = 'logical'; and restart the server (managed services have a parameter for it)");
        }

        var (maxSlots, slots) = (reader.GetInt32(1), reader.GetInt32(2));
        if (!reader.GetBoolean(3) && slots >= maxSlots)
        {
            yield return new StartupProblem(
                $"All {maxSlots} replication slots of the server are taken; the slot \"{options.SlotName}\" cannot be created.",
                $"ALTER SYSTEM SET max_replication_slots = {maxSlots + 5}; and restart the server, or drop a slot that nobody needs (SELECT slot_name, active FROM pg_replication_slots;)");
        }

        var (maxSenders, senders) = (reader.GetInt32(4), reader.GetInt32(5));
        if (senders >= maxSenders)
        {
            yield return new StartupProblem(
                $"All {maxSenders} WAL senders of the server are busy.",
                $"ALTER SYSTEM SET max_wal_senders = {maxSenders + 5}; and restart the server");
        }

        if (!reader.GetBoolean(7))
        {
            var role = reader.GetString(6);
            yield return new StartupProblem(
                $"The role \"{role}\" may not replicate.",
                $"ALTER ROLE \"{role.Replace("\"", "\"\"", StringComparison.Ordinal)}\" REPLICATION; (on Amazon RDS: GRANT rds_replication TO …)");
        }

        if (reader.GetBoolean(8))
        {
            yield return new StartupProblem(
                "The server is a standby; a consumer streams from the primary.",
                "Connect to the primary: Host=a,b;Target Session Attributes=primary");
        }

        if (options.LocalChangesOnly && reader.GetInt32(9) < 16)
        {
            yield return new StartupProblem(
                $"LocalChangesOnly needs PostgreSQL 16 or later; the server is version {reader.GetInt32(9)}.",
                "Configure(options => options.LocalChangesOnly = false), and pass over by yourself what a subscription wrote");
        }
    }
}
