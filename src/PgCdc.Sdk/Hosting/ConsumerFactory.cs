using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using PgCdc.Sdk.Diagnostics;
using PgCdc.Sdk.Dispatch;
using PgCdc.Sdk.Failover;
using PgCdc.Sdk.Validation;
using PgCdc.Sdk.Wal;

namespace PgCdc.Sdk.Hosting;

/// <summary>Puts a consumer together from its definition and the host's services.</summary>
internal sealed class ConsumerFactory(IServiceProvider provider)
{
    public Consumer Create(ConsumerDefinition definition)
    {
        var monitor = (ConsumerMonitor)provider.GetRequiredKeyedService<IPgCdcMonitor>(definition.Name);
        try
        {
            return Create(definition, monitor);
        }
        catch (Exception exception)
        {
            // There is no loop yet that could say so, and who waits for the consumer must hear of it.
            monitor.Enter(PgCdcState.Faulted, exception);
            throw;
        }
    }

    private Consumer Create(ConsumerDefinition definition, ConsumerMonitor monitor)
    {
        var source = definition.Source ?? throw new InvalidOperationException(
            $"Consumer \"{definition.Name}\" does not know where to stream from: call StreamFrom(connectionString) in AddPgCdc.");
        var store = definition.CheckpointStore ?? throw new InvalidOperationException(
            $"Consumer \"{definition.Name}\" does not know where to keep its checkpoint: call CheckpointTo<TContext>() in AddPgCdc.");
        var options = provider.GetRequiredService<IOptionsMonitor<PgCdcOptions>>().Get(definition.Name);
        var loggers = provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance;
        var clock = provider.GetService<TimeProvider>() ?? TimeProvider.System;
        var ownDataSource = source.DataSource is null ? BuildDataSource(source.ConnectionString, definition.Name, options, loggers) : null;
        var catalog = new EntityCatalog(definition.Pipelines.Values, definition.EntityTables?.Invoke(provider), definition.Decoders);
        var services = new ConsumerServices
        {
            Consumer = definition.Name,
            Options = options,
            Clock = clock,
            Store = store(provider),
            SourceDatabase = new SourceDatabase(source.DataSource ?? ownDataSource!),
            Monitor = monitor,
            Metrics = new PgCdcMetrics(monitor, provider.GetService<IMeterFactory>()),
            Observers = definition.Observers,
            FailoverObservers = definition.FailoverObservers,
            Messages = definition.Messages,
        };
        var sources = new NpgsqlWalSourceFactory(
            source.ConnectionString,
            source.DataSource ?? ownDataSource!,
            new WalSourceOptions
            {
                StatusInterval = options.StatusInterval,
                ReceiveTimeout = options.ReceiveTimeout,
                ProgressInterval = Min(options.IdleCheckpointInterval, TimeSpan.FromSeconds(1)),
                BufferBytes = options.BufferBytes,
                ReadBufferBytes = 256 * 1024,
                LocalOnly = options.LocalChangesOnly,
                ApplicationName = ApplicationName(definition.Name),
            },
            clock);
        var opener = new SessionOpener(sources, catalog, services, loggers.CreateLogger<SessionOpener>(), loggers);
        var validation = new StartupValidation(
            [new ServerCheck(), new PublicationCheck(), new TableCheck(), new ReadCheck(), .. definition.StartupChecks.Select(create => create(provider))],
            catalog,
            services,
            loggers.CreateLogger<StartupValidation>());
        return new Consumer(
            new ConsumerLoop(services, opener, validation, loggers.CreateLogger<ConsumerLoop>()), services.Metrics, ownDataSource);
    }

    private static NpgsqlDataSource BuildDataSource(string connectionString, string consumer, PgCdcOptions options, ILoggerFactory loggers)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        builder.ConnectionStringBuilder.ApplicationName ??= ApplicationName(consumer);
        // The side connection asks now and then; it need not keep more than it uses.
        builder.ConnectionStringBuilder.MinPoolSize = 0;
        // A server that answers the stream no more is gone; a question to it must not wait any longer than the stream would.
        var patience = Math.Max(1, (int)options.ReceiveTimeout.TotalSeconds);
        builder.ConnectionStringBuilder.CommandTimeout = Math.Min(builder.ConnectionStringBuilder.CommandTimeout, patience);
        builder.ConnectionStringBuilder.Timeout = Math.Min(builder.ConnectionStringBuilder.Timeout, patience);
        builder.UseLoggerFactory(loggers);
        if (builder.ConnectionStringBuilder.Host?.Contains(',') != true)
        {
            return builder.Build();
        }

        // Only a primary has slots to stream from, whatever the connection string says of reads.
        builder.ConnectionStringBuilder.TargetSessionAttributes = null;
        return builder.BuildMultiHost().WithTargetSession(TargetSessionAttributes.Primary);
    }

    private static string ApplicationName(string consumer) => $"pgcdc {consumer}";

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
