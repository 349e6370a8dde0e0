namespace PgCdc.Sdk;

/// <summary>
/// A handler failed. Its unit of work was rolled back and is handled again after a pause; after the last attempt the consumer stops
/// here, with nothing of the unit stored and nothing acknowledged.
/// </summary>
public sealed class HandlerException : PgCdcException
{
    internal HandlerException(string handler, ulong xid, ChangePosition position, string? table, object? key, Exception cause)
        : base(
            $"{handler} failed at {position}{(table is null ? "" : $" ({table})")}: {cause.GetType().Name}: {cause.Message} "
            + "Nothing of its unit of work was stored; mend the cause and it is handled again.",
            cause)
    {
        Handler = handler;
        Xid = xid;
        Position = position;
        Table = table;
        Key = key;
    }

    /// <summary>The handler's class, or what else failed: an observer, the commit.</summary>
    public string Handler { get; }

    /// <summary>The transaction's identifier; 0 where the failure belongs to none.</summary>
    public ulong Xid { get; }

    /// <summary>The change's position; of the last change for a batch or a commit.</summary>
    public ChangePosition Position { get; }

    /// <summary>The change's table; <see langword="null"/> where the failure belongs to no single one.</summary>
    public string? Table { get; }

    /// <summary>
    /// The row's key, as the generated key type; <see langword="null"/> where the failure belongs to no single row. Not in the message:
    /// messages reach logs, and keys may be personal.
    /// </summary>
    public object? Key { get; }
}
