namespace PgCdc.Sdk;

/// <summary>Why a slot cannot be resumed from.</summary>
public enum SlotProblem
{
    /// <summary>There is no slot of this name, although the checkpoint knows one.</summary>
    Missing = 1,

    /// <summary>The server gave the slot up and with it the write-ahead log it needs.</summary>
    Invalidated = 2,

    /// <summary>The slot has moved past the checkpoint: what lies between is gone.</summary>
    Ahead = 3,

    /// <summary>The slot is physical, or its plug-in is not pgoutput.</summary>
    OtherPlugin = 4,

    /// <summary>The slot belongs to another database of the cluster.</summary>
    OtherDatabase = 5,

    /// <summary>The checkpoint was made on another cluster.</summary>
    OtherSystem = 6,

    /// <summary>The server's history parted from the checkpoint's before the checkpoint's position: handled transactions are not in it.</summary>
    Diverged = 7,

    /// <summary>A slot of this name exists, but the consumer has no checkpoint.</summary>
    WithoutCheckpoint = 8,

    /// <summary>The checkpoint belongs to a slot of another name.</summary>
    Renamed = 9,

    /// <summary>
    /// The server is on an earlier timeline than the checkpoint: an old primary that came back. Nothing is read from it, whatever the
    /// strategy.
    /// </summary>
    StaleServer = 10,

    /// <summary>
    /// The server's history parted from the checkpoint's before the oldest retained base: which of its transactions were handled cannot
    /// be told any more.
    /// </summary>
    DivergedTooFar = 11,

    /// <summary>The log no longer reaches back to the checkpoint: it was purged by its cap of age or size.</summary>
    LogPurged = 12,

    /// <summary>A captured entity with handlers has no log table, so the gap cannot be closed from the log.</summary>
    NoLog = 13,

    /// <summary>Slots were lost and created more often within an hour than the options allow.</summary>
    CreatedTooOften = 14,

    /// <summary>The slot was being replaced when the last attempt ended; it is created anew and the gap closed.</summary>
    CatchUpInterrupted = 15,

    /// <summary>The server fails at decoding the slot's write-ahead log, again and again: a segment is gone or damaged, or it has a bug.</summary>
    Undecodable = 16,
}
