using Npgsql;

namespace PgCdc.Sdk.Testing;

/// <summary>
/// Copies a running server's data folder by PostgreSQL's low-level backup functions: nothing is stopped and no pg_basebackup is needed
/// (https://www.postgresql.org/docs/current/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP).
/// </summary>
internal sealed class BaseBackup(ServerFolder source, ServerFolder target)
{
    // What that page and pg_basebackup leave out: the first is streamed or made anew, the others belong to the running server.
    private static readonly HashSet<string> FoldersLeftEmpty =
        ["pg_wal", "pg_replslot", "pg_dynshmem", "pg_notify", "pg_serial", "pg_snapshots", "pg_stat_tmp", "pg_subtrans"];

    private static readonly HashSet<string> FilesLeftOut =
        ["postmaster.pid", "postmaster.opts", "pg_internal.init", "standby.signal", "recovery.signal", "backup_label", "tablespace_map"];

    private static readonly string ControlFile = Path.Combine("global", "pg_control");

    /// <summary>Copies the data; the write-ahead log has to be streamed from the source, from where the backup began.</summary>
    /// <param name="connection">An open connection to the source, used by nobody else.</param>
    /// <param name="cancellationToken">Ends the copy early.</param>
    public async Task CopyAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await RefuseTablespacesAsync(connection, cancellationToken).ConfigureAwait(false);
        await SuperuserSession.ScalarAsync<object>(connection, "SELECT pg_backup_start('standby', fast => true)", cancellationToken).ConfigureAwait(false);

        await Task.Run(() => CopyFolder("", cancellationToken), cancellationToken).ConfigureAwait(false);

        // Last, as pg_basebackup does: it must not be older than the pages.
        Copy(ControlFile);
        target.CreateFolder(Path.Combine(target.Data, "pg_wal", "archive_status"));

        string? label = await SuperuserSession.ScalarAsync<string>(
            connection, "SELECT labelfile FROM pg_backup_stop(wait_for_archive => false)", cancellationToken).ConfigureAwait(false);
        await target.WriteFileAsync(Path.Combine(target.Data, "backup_label"), label!, cancellationToken).ConfigureAwait(false);
    }

    private static async Task RefuseTablespacesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (await SuperuserSession.ScalarAsync<string>(connection, Sql.ExtraTablespaces, cancellationToken).ConfigureAwait(false) is { } tablespaces)
        {
            throw new PostgresServerException(
                $"A standby cannot be made of a server with tablespaces ({tablespaces}): their folders would be shared. Drop them first.");
        }
    }

    private void CopyFolder(string folder, CancellationToken cancellationToken)
    {
        foreach (string path in Directory.EnumerateFiles(Path.Combine(source.Data, folder)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            string file = Path.Combine(folder, Path.GetFileName(path));
            if (!FilesLeftOut.Contains(Path.GetFileName(path)) && file != ControlFile)
            {
                Copy(file);
            }
        }

        foreach (string path in Directory.EnumerateDirectories(Path.Combine(source.Data, folder)))
        {
            string inner = Path.Combine(folder, Path.GetFileName(path));
            target.CreateFolder(Path.Combine(target.Data, inner));
            if (!FoldersLeftEmpty.Contains(inner) && Path.GetFileName(path) != "pgsql_tmp")
            {
                CopyFolder(inner, cancellationToken);
            }
        }
    }

    private void Copy(string file)
    {
        try
        {
            target.CopyFile(Path.Combine(source.Data, file), Path.Combine(target.Data, file));
        }
        catch (FileNotFoundException)
        {
            // Dropped while we copied: replaying the log up to the end of the backup drops it there as well.
        }
    }
}
