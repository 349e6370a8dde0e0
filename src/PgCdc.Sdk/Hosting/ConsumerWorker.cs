using Microsoft.Extensions.Hosting;

namespace PgCdc.Sdk.Hosting;

/// <summary>Runs a consumer as long as the host runs. If it stops by itself, the host's rule for failed background services decides.</summary>
internal sealed class ConsumerWorker(ConsumerFactory factory, ConsumerDefinition definition) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host goes on starting while the consumer connects.
        await Task.Yield();
        await using var consumer = factory.Create(definition);
        await consumer.Loop.RunAsync(stoppingToken).ConfigureAwait(false);
    }
}
