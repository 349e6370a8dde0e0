namespace PgCdc.Sdk.FuzzHost.Feeding;

/// <summary>The scope of a unit of work: it has the sink and nothing else.</summary>
internal sealed class SinkScope(Sink sink) : IServiceProvider
{
    public object? GetService(Type serviceType) => serviceType == typeof(Sink) ? sink : null;
}
