using Microsoft.Extensions.DependencyInjection;

namespace PgCdc.Sdk.Migrations.Infrastructure;

/// <summary>Wraps a service that another extension registered.</summary>
internal static class ServiceDecoration
{
    internal static IServiceCollection Decorate<TService>(this IServiceCollection services, Func<TService, TService> decorate)
        where TService : class
    {
        var inner = services.LastOrDefault(service => service.ServiceType == typeof(TService) && !service.IsKeyedService)
            ?? throw new InvalidOperationException(
                $"UsePgCdc() found no {typeof(TService).Name} to add to; call UseNpgsql(…) first and UsePgCdc() after it.");
        services.Remove(inner);
        services.Add(new ServiceDescriptor(typeof(TService), provider => decorate((TService)Create(inner, provider)), inner.Lifetime));

        return services;
    }

    private static object Create(ServiceDescriptor service, IServiceProvider provider)
        => service.ImplementationInstance
            ?? service.ImplementationFactory?.Invoke(provider)
            ?? ActivatorUtilities.CreateInstance(provider, service.ImplementationType!);
}
