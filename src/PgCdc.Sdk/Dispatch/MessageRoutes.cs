namespace PgCdc.Sdk.Dispatch;

/// <summary>Who handles the logical messages of which prefix, in the order of registration.</summary>
internal sealed class MessageRoutes
{
    private readonly Dictionary<string, List<Type>> _byPrefix = new(StringComparer.Ordinal);

    public void Add(string prefix, Type handler)
    {
        if (!_byPrefix.TryGetValue(prefix, out var handlers))
        {
            _byPrefix.Add(prefix, handlers = []);
        }

        if (!handlers.Contains(handler))
        {
            handlers.Add(handler);
        }
    }

    public IReadOnlyList<Type> Find(string prefix) => _byPrefix.TryGetValue(prefix, out var handlers) ? handlers : [];
}
