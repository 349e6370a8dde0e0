namespace PgCdc.Sdk;

/// <summary>
/// Watches what is done about a lost slot. Every member has an empty default: implement what you need. An observer comes from the
/// scope of a unit of work, and what it writes through the checkpoint's context commits with it. An exception from it fails the unit of
/// work as a handler's would.
/// </summary>
public interface IFailoverObserver
{
    /// <summary>
    /// The slot cannot be resumed from, or the server's history has parted from the checkpoint's. Called once for a gap, before anything
    /// is done about it; not again where closing it was interrupted and begins anew.
    /// </summary>
    ValueTask OnGapFoundAsync(GapFound gap, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>
    /// A transaction was handled that the server never had: it was committed on a primary that was lost before its standby knew of it.
    /// The place to compensate. Called exactly once for each, in the unit of work that takes it out of the checkpoint.
    /// </summary>
    ValueTask OnPhantomAsync(PhantomTransaction phantom, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>A slot was created in place of a lost one.</summary>
    ValueTask OnSlotCreatedAsync(SlotCreated created, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>What is missing was found in the log tables and is about to be handled. Called again where a catch-up begins anew.</summary>
    ValueTask OnCatchUpStartedAsync(CatchUpProgress progress, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>A unit of work of the catch-up is about to be stored.</summary>
    ValueTask OnCatchUpProgressAsync(CatchUpProgress progress, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>The gap is closed; the stream goes on from the new slot.</summary>
    ValueTask OnCatchUpFinishedAsync(CatchUpProgress progress, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
