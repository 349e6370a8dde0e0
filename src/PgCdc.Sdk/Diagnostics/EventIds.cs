namespace PgCdc.Sdk;

/// <summary>
/// The ids of log events, in blocks: 1000 slot, 2000 stream, 3000 decode, 4000 dispatch, 5000 checkpoint, 6000 catch-up.
/// An id keeps its meaning for ever.
/// </summary>
internal static class EventIds
{
    public const int SlotCreated = 1001;
    public const int SlotAbandonedInCreation = 1002;
    public const int SlotBusy = 1003;
    public const int SlotTakenOver = 1004;
    public const int GapFound = 1005;
    public const int Phantom = 1006;
    public const int SkippedAhead = 1008;
    public const int FailoverSlotHeldBack = 1009;
    public const int FailoverSlotUnprepared = 1010;

    public const int StreamStarted = 2001;
    public const int Recovering = 2002;
    public const int Faulted = 2003;
    public const int Stopped = 2004;
    public const int RepeatedTransaction = 2005;
    public const int Validated = 2006;
    public const int ColumnAwaited = 2007;

    public const int UnknownTable = 3001;
    public const int UnknownColumn = 3002;
    public const int ColumnAddedLater = 3003;

    public const int HandlerFailed = 4001;
    public const int HandlerFailedKey = 4002;
    public const int UnitHandled = 4003;

    public const int CheckpointConflict = 5001;
    public const int IdleCheckpoint = 5002;
    public const int BaseTaken = 5003;

    public const int CatchUpStarted = 6001;
    public const int CatchUpProgress = 6002;
    public const int CatchUpFinished = 6003;
    public const int LogPurged = 6004;
    public const int LogLost = 6005;
}
