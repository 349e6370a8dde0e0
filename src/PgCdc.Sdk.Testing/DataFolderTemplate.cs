using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PgCdc.Sdk.Testing;

/// <summary>
/// A data folder fresh from <c>initdb</c>, kept in the user's cache and copied for each server: initdb costs about a second of
/// processor time, the copy a tenth of that. One is kept for each installation and locale.
/// </summary>
internal sealed class DataFolderTemplate
{
    // Counts up when what a template holds changes.
    private const int Format = 1;

    private readonly string _folder;

    private DataFolderTemplate(string folder) => _folder = folder;

    private string Data => Path.Combine(_folder, "data");

    private string PasswordFile => Path.Combine(_folder, "password");

    /// <summary>The superuser's password in every copy, to be changed on the copy's first start.</summary>
    public Task<string> ReadPasswordAsync(CancellationToken cancellationToken) => File.ReadAllTextAsync(PasswordFile, cancellationToken);

    /// <summary>The template of an installation; <see langword="null"/> if none was stored yet, or there is nowhere to store one.</summary>
    public static DataFolderTemplate? Find(PostgresBinaries binaries, string locale) =>
        Locate(binaries, locale) is { } folder && Directory.Exists(folder) ? new DataFolderTemplate(folder) : null;

    /// <summary>Keeps a copy of a data folder that has just been made, unless somebody else was faster or there is nowhere to keep it.</summary>
    public static async Task StoreAsync(PostgresBinaries binaries, string locale, string data, string password, CancellationToken cancellationToken)
    {
        if (Locate(binaries, locale) is not { } folder)
        {
            return;
        }

        // Made aside and renamed: whoever sees the folder sees all of it.
        DirectoryInfo aside = CreatePrivate($"{folder}.{Path.GetRandomFileName()}");
        try
        {
            DataFolderTemplate template = new(aside.FullName);
            await Task.Run(() => CopyFolder(data, template.Data, File.Copy, path => CreatePrivate(path), cancellationToken), cancellationToken).ConfigureAwait(false);
            await File.WriteAllTextAsync(template.PasswordFile, password, cancellationToken).ConfigureAwait(false);
            if (SystemIdentifier.TryRenew(template.Data))
            {
                Directory.Move(aside.FullName, folder);
            }
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            // Another process has stored the same template in the meantime.
        }
        finally
        {
            if (Directory.Exists(aside.FullName))
            {
                Directory.Delete(aside.FullName, recursive: true);
            }
        }
    }

    /// <summary>Fills a server's empty data folder and gives it an identity of its own.</summary>
    public async Task CopyToAsync(ServerFolder target, CancellationToken cancellationToken)
    {
        await Task.Run(() => CopyFolder(Data, target.Data, target.CopyFile, target.CreateFolder, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (!SystemIdentifier.TryRenew(target.Data))
        {
            throw new PostgresServerException($"The template in '{_folder}' is damaged: remove that folder, it is made again.");
        }
    }

    private static string? Locate(PostgresBinaries binaries, string locale)
    {
        // Root's home may be the unprivileged user's as well as nobody's; without a home, initdb runs each time.
        string? cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (string.IsNullOrEmpty(cache))
        {
            if (home.Length == 0 || !Directory.Exists(home))
            {
                return null;
            }

            cache = OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Caches") : Path.Combine(home, ".cache");
        }

        // An upgraded installation gets a new template.
        FileInfo initdb = new(binaries.Program("initdb"));
        string what = string.Join('|', binaries.Directory, binaries.FullVersion, initdb.Length, initdb.LastWriteTimeUtc.Ticks, locale);
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)))[..16];
        string name = string.Create(CultureInfo.InvariantCulture, $"postgres-{binaries.FullVersion}-{hash}-{Format}");
        try
        {
            return Path.Combine(CreatePrivate(Path.Combine(cache, "pgcdc")).FullName, name);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            // A home that cannot be written to is a reason to be slower, not to fail.
            return null;
        }
    }

    private static void CopyFolder(
        string from, string to, Action<string, string> copyFile, Action<string> createFolder, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        createFolder(to);
        foreach (string path in Directory.EnumerateFiles(from))
        {
            copyFile(path, Path.Combine(to, Path.GetFileName(path)));
        }

        foreach (string path in Directory.EnumerateDirectories(from))
        {
            CopyFolder(path, Path.Combine(to, Path.GetFileName(path)), copyFile, createFolder, cancellationToken);
        }
    }

    private static DirectoryInfo CreatePrivate(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
