using PgCdc.Sdk.Checkpoints;

namespace PgCdc.Sdk.CatchUp;

/// <summary>The log tables as one snapshot shows them. It holds their rows until it is disposed of.</summary>
internal interface ILogReader : IAsyncDisposable
{
    IReadOnlyList<LogTable> Tables { get; }

    /// <summary>The reader's own snapshot.</summary>
    PgSnapshot Snapshot { get; }

    /// <summary>Transactions below this identifier may have been purged.</summary>
    ulong PurgedBelow { get; }

    /// <summary>
    /// The transactions that are not visible in <paramref name="since"/>, in the order in which they were written: by their highest
    /// number. That order is right for every row, since a row lock makes the later writer log later.
    /// </summary>
    Task<IReadOnlyList<LoggedTransaction>> ListAsync(PgSnapshot since, CancellationToken cancellationToken);

    /// <summary>Their rows, transaction by transaction in the same order, each one's in the order of writing.</summary>
    IAsyncEnumerable<LogRow> ReadAsync(PgSnapshot since, CancellationToken cancellationToken);
}
