namespace PgCdc.Sdk.Wal;

/// <summary>Opens replication connections.</summary>
internal interface IWalSourceFactory
{
    Task<IWalSource> OpenAsync(CancellationToken cancellationToken);
}
