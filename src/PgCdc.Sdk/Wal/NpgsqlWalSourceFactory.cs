using Npgsql;

namespace PgCdc.Sdk.Wal;

/// <summary>Opens replication connections of one consumer.</summary>
internal sealed class NpgsqlWalSourceFactory(string connectionString, NpgsqlDataSource source, WalSourceOptions options, TimeProvider clock)
    : IWalSourceFactory
{
    private readonly bool _hasSeveralHosts = new NpgsqlConnectionStringBuilder(connectionString).Host?.Contains(',') ?? false;

    public async Task<IWalSource> OpenAsync(CancellationToken cancellationToken) => await NpgsqlWalSource.OpenAsync(
        _hasSeveralHosts ? await FindHostAsync(cancellationToken).ConfigureAwait(false) : connectionString,
        options,
        clock,
        cancellationToken).ConfigureAwait(false);

    /// <summary>A replication connection takes one host; which of several it is, an ordinary connection finds out.</summary>
    private async Task<string> FindHostAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        return new NpgsqlConnectionStringBuilder(connectionString)
        {
            Host = connection.Host,
            Port = connection.Port,
            TargetSessionAttributes = null,
            LoadBalanceHosts = false,
        }.ConnectionString;
    }
}
