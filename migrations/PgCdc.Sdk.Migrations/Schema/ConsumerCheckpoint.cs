using NpgsqlTypes;

namespace PgCdc.Sdk.Migrations.Schema;

/// <summary>How far one lane of a consumer has handled the stream: one row of <c>pgcdc.checkpoint</c>.</summary>
public sealed class ConsumerCheckpoint
{
    /// <summary>The consumer's name.</summary>
    public required string Consumer { get; set; }

    /// <summary>The ordered lane; 0 where there is one.</summary>
    public int Lane { get; set; }

    /// <summary>The replication slot this position belongs to.</summary>
    public required string SlotName { get; set; }

    /// <summary>The source cluster's system identifier.</summary>
    public required string SystemId { get; set; }

    /// <summary>The source cluster's timeline.</summary>
    public int Timeline { get; set; }

    /// <summary>The timelines by which the server came to <see cref="Timeline"/>, and where it left each: <c>1@0/3000000 2</c>.</summary>
    public required string History { get; set; }

    /// <summary>Whether the position can be resumed from.</summary>
    public CheckpointState State { get; set; }

    /// <summary>The end of the last commit that has been handled.</summary>
    public NpgsqlLogSequenceNumber Lsn { get; set; }

    /// <summary>Counts the writes of this row: the compare-and-set that lets only one runner move it.</summary>
    public long Version { get; set; }

    /// <summary>When slots were created for the consumer lately.</summary>
    public required DateTimeOffset[] SlotCreations { get; set; }

    /// <summary>When the row was last written.</summary>
    public DateTimeOffset UpdatedAt { get; set; }
}
