namespace PgCdc.Sdk.Wal;

/// <summary>Opens replication connections of one consumer.</summary>
internal sealed class NpgsqlWalSourceFactory(string connectionString, WalSourceOptions options, TimeProvider clock) : IWalSourceFactory
{
    public async Task<IWalSource> OpenAsync(CancellationToken cancellationToken) =>
        await NpgsqlWalSource.OpenAsync(connectionString, options, clock, cancellationToken).ConfigureAwait(false);
}
