namespace PgCdc.Sdk.IntegrationTests.Failover;

/// <summary>What a failover observer was told, in order; outside of any unit of work.</summary>
public sealed class FailoverLog
{
    private readonly List<object> _told = [];

    public IReadOnlyList<object> Told
    {
        get
        {
            lock (_told)
            {
                return [.. _told];
            }
        }
    }

    public void Add(object told)
    {
        lock (_told)
        {
            _told.Add(told);
        }
    }

    public IReadOnlyList<T> Of<T>() => [.. Told.OfType<T>()];
}
