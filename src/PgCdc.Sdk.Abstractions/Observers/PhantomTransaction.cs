namespace PgCdc.Sdk;

/// <summary>A handled transaction that is not in the server's history.</summary>
/// <param name="Xid">Its 64-bit identifier, which the server may have given to another transaction since.</param>
/// <param name="CommitLsn">
/// The end of its commit record on the lost primary; <see langword="null"/> where it was handled from a log table, which does not tell.
/// </param>
/// <param name="Timeline">The timeline of the server that it was read from.</param>
/// <param name="Changes">
/// Which rows it changed, as far as this process still knows: the first of its changes, if it was handled by this process lately.
/// Empty after a restart.
/// </param>
public sealed record PhantomTransaction(ulong Xid, Lsn? CommitLsn, uint Timeline, IReadOnlyList<PhantomChange> Changes);
