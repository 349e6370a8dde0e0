using Npgsql;
using PgCdc.Sdk.Diagnostics;

namespace PgCdc.Sdk.Hosting;

/// <summary>A running consumer and what it owns.</summary>
internal sealed record Consumer(ConsumerLoop Loop, PgCdcMetrics Metrics, NpgsqlDataSource? OwnDataSource) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Loop.DisposeAsync().ConfigureAwait(false);
        Metrics.Dispose();
        if (OwnDataSource is not null)
        {
            await OwnDataSource.DisposeAsync().ConfigureAwait(false);
        }
    }
}
