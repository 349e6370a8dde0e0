namespace PgCdc.Sdk;

/// <summary>Why a consumer cannot just stream on.</summary>
/// <param name="Consumer">The consumer.</param>
/// <param name="Problem">What is wrong with the slot; <see cref="SlotProblem.Diverged"/> where the slot is good and only the history parted.</param>
/// <param name="Strategy">What will be done about it.</param>
/// <param name="Checkpoint">The stored position.</param>
/// <param name="SystemId">The server's system identifier.</param>
/// <param name="Timeline">The server's timeline.</param>
/// <param name="Fork">
/// Where the server's history parted from the checkpoint's; <see langword="null"/> where the checkpoint lies on the server's history.
/// </param>
/// <param name="Reason">One sentence.</param>
public sealed record GapFound(
    string Consumer,
    SlotProblem Problem,
    SlotLossStrategy Strategy,
    Lsn Checkpoint,
    string SystemId,
    uint Timeline,
    Lsn? Fork,
    string Reason);
