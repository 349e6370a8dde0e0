using System.Security.Cryptography;

namespace PgCdc.Sdk.Testing;

/// <summary>Fills an empty data folder: from a template where one is kept, else by <c>initdb</c>.</summary>
internal sealed class FreshDataFolder(PostgresBinaries binaries, ServerAccount account, ServerFolder folder, string locale)
{
    /// <summary>Returns the superuser's password, which others may have as well and the first start has to change.</summary>
    public async Task<string> FillAsync(CancellationToken cancellationToken)
    {
        if (DataFolderTemplate.Find(binaries, locale) is { } template)
        {
            await template.CopyToAsync(folder, cancellationToken).ConfigureAwait(false);
            return await template.ReadPasswordAsync(cancellationToken).ConfigureAwait(false);
        }

        string password = RandomNumberGenerator.GetHexString(24, lowercase: true);
        await InitDbAsync(password, cancellationToken).ConfigureAwait(false);
        await DataFolderTemplate.StoreAsync(binaries, locale, folder.Data, password, cancellationToken).ConfigureAwait(false);
        return password;
    }

    private async Task InitDbAsync(string password, CancellationToken cancellationToken)
    {
        string passwordFile = Path.Combine(folder.Root, "password");
        await folder.WriteFileAsync(passwordFile, password, cancellationToken).ConfigureAwait(false);
        await Command.RunAsync(
            account.Run(
                binaries.Program("initdb"), "-D", folder.Data, "-U", PostgresServer.User, "--auth=scram-sha-256", $"--pwfile={passwordFile}",
                "--encoding=UTF8", $"--locale={locale}", "--no-sync", "--no-instructions"),
            cancellationToken).ConfigureAwait(false);
        File.Delete(passwordFile);
    }
}
