using NpgsqlTypes;

namespace PgCdc.Sdk.Migrations.Schema;

/// <summary>
/// A snapshot of the source of which every visible transaction has been handled: one row of <c>pgcdc.checkpoint_base</c>.
/// The last few are kept, because a base beyond a timeline's switch point proves nothing there.
/// </summary>
public sealed class CheckpointBase
{
    /// <summary>The consumer's name.</summary>
    public required string Consumer { get; set; }

    /// <summary>The position up to which everything had been handled when the snapshot became a base.</summary>
    public NpgsqlLogSequenceNumber Lsn { get; set; }

    /// <summary>The timeline the snapshot was taken on.</summary>
    public int Timeline { get; set; }

    /// <summary>The text form of the <c>pg_snapshot</c>.</summary>
    public required string Snapshot { get; set; }

    /// <summary>When the snapshot was taken.</summary>
    public DateTimeOffset TakenAt { get; set; }
}
