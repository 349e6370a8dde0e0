using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PgCdc.Sdk;
using PgCdc.Sdk.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds PgCdc.Sdk to a host.</summary>
public static class PgCdcServiceCollectionExtensions
{
    /// <summary>The name of a consumer that was given none.</summary>
    public const string DefaultConsumer = "default";

    /// <summary>Adds the host's one consumer; see <see cref="AddPgCdc(IServiceCollection, string, Action{PgCdcBuilder})"/>.</summary>
    public static IServiceCollection AddPgCdc(this IServiceCollection services, Action<PgCdcBuilder> configure) =>
        services.AddPgCdc(DefaultConsumer, configure);

    /// <summary>Adds a consumer, which runs as long as the host does.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="consumer">Its name: its checkpoint's, and in lower case part of its slot's. Keep it: a new name is a new consumer.</param>
    /// <param name="configure">Says where it streams from, what it captures, who handles it.</param>
    public static IServiceCollection AddPgCdc(this IServiceCollection services, string consumer, Action<PgCdcBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(consumer);
        ArgumentNullException.ThrowIfNull(configure);
        if (services.Any(service => service.ServiceType == typeof(IPgCdcMonitor) && service.ServiceKey as string == consumer))
        {
            throw new InvalidOperationException($"A consumer \"{consumer}\" was added already: give each a name of its own.");
        }

        var definition = new ConsumerDefinition(consumer);
        services.AddOptions<PgCdcOptions>(consumer)
            .Configure(options => options.SlotName = consumer == DefaultConsumer ? "pgcdc" : $"pgcdc_{SlotPart(consumer)}")
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PgCdcOptions>, PgCdcOptionsValidator>());
        services.TryAddSingleton<ConsumerFactory>();
        services.AddKeyedSingleton<IPgCdcMonitor>(consumer, (_, _) => new ConsumerMonitor(consumer));
        // Without a key one finds the first consumer, which usually is the only one.
        services.TryAddSingleton(provider => provider.GetRequiredKeyedService<IPgCdcMonitor>(consumer));
        services.AddSingleton<IHostedService>(provider => new ConsumerWorker(provider.GetRequiredService<ConsumerFactory>(), definition));
        configure(new PgCdcBuilder(services, definition));
        return services;
    }

    private static string SlotPart(string consumer) => string.Concat(
        consumer.ToLowerInvariant().Select(static letter => char.IsAsciiLetterOrDigit(letter) || letter == '_' ? letter : '_'));
}
