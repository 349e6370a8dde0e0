using PgCdc.Sdk.Migrations.Schema;
using PgCdc.Sdk.Migrations.Sql;

namespace PgCdc.Sdk.Migrations.Metadata;

/// <summary>
/// All that a captured table's log table, triggers and publication membership are made from: the value of a table's
/// <see cref="PgCdcAnnotationNames.Capture"/> annotation. A migration keeps it as text, so whatever changes in it is a
/// difference that <c>dotnet ef migrations add</c> sees.
/// </summary>
public sealed record CaptureSpec
{
    /// <summary>The version this package writes. Each version's SQL stays, so that an old migration does what it did.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The version of the specification.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>The table's schema, or <see langword="null"/> where the model names none (the connection's search path decides).</summary>
    public string? Schema { get; init; }

    /// <summary>The table's name.</summary>
    public required string Table { get; init; }

    /// <summary>The log table's name in schema <c>pgcdc</c>, or <see langword="null"/> where the table has no log.</summary>
    public string? LogTable { get; init; }

    /// <summary>The operations that are logged.</summary>
    public ChangeOperations Operations { get; init; } = ChangeOperations.All;

    /// <summary>The table's replica identity.</summary>
    public CaptureReplicaIdentity ReplicaIdentity { get; init; }

    /// <summary>The unique index, or the constraint's, that is the replica identity; <see langword="null"/> where none is.</summary>
    public string? IdentityIndex { get; init; }

    /// <summary>Whether changes of sessions in the replica role are logged.</summary>
    public bool LogReplicatedChanges { get; init; } = true;

    /// <summary>The publication that lists the table.</summary>
    public required string Publication { get; init; }

    /// <summary>The role that may read the table and its log, if one was chosen.</summary>
    public string? GrantTo { get; init; }

    /// <summary>The table's columns: the key's in its order, then the others by name.</summary>
    public required IReadOnlyList<CapturedColumn> Columns { get; init; }

    /// <summary>The capture function's name in schema <c>pgcdc</c>, or <see langword="null"/> where the table has no log.</summary>
    public string? FunctionName
        => LogTable is null ? null : SchemaNames.FunctionPrefix + LogTable[SchemaNames.LogTablePrefix.Length..];

    /// <summary>The columns that the log table mirrors.</summary>
    public IEnumerable<CapturedColumn> LoggedColumns => Columns.Where(column => column.IsLogged);

    /// <summary>The columns whose old values an update and a delete log: the key, or the row.</summary>
    public IEnumerable<CapturedColumn> OldColumns
        => ReplicaIdentity == CaptureReplicaIdentity.Full ? LoggedColumns : Columns.Where(column => column.IsKey);

    /// <summary>Whether the publication lists columns; where it does not, it publishes the table as it is.</summary>
    public bool HasColumnList => Columns.Any(column => column.IsExcluded);

    /// <summary>The triggers that the table must have: what a start-up check compares <c>pg_trigger</c> with.</summary>
    /// <param name="partitioned">Whether the table is partitioned (<c>relkind = 'p'</c>), which only the server knows.</param>
    public IReadOnlyList<CaptureTrigger> GetTriggers(bool partitioned) => LogTable is null ? [] : CaptureTriggersV1.Expected(this, partitioned);

    /// <summary>
    /// A condition in SQL whether a plain table has triggers or cascades whose own writes would be logged before the ones that set them off:
    /// then it needs the triggers of <see cref="GetOrderTriggers"/>.
    /// </summary>
    /// <param name="table">The table's oid, as an expression in SQL.</param>
    public static string NeedsOrderTriggers(string table) => CaptureOrderV1.IsNeeded(table);

    /// <summary>The statements that create the triggers named <c>~pgcdc_capture_order…</c>; migrations do it where they see the need.</summary>
    public IReadOnlyList<string> GetOrderTriggers() => LogTable is null ? [] : [.. CaptureOrderV1.Create(this)];

    /// <summary>
    /// The capture while its index is not there, not yet or not any more: the server has the default identity, the log goes on with the
    /// columns that are its key.
    /// </summary>
    internal CaptureSpec WithDefaultIdentity() => this with { ReplicaIdentity = CaptureReplicaIdentity.Default, IdentityIndex = null };

    /// <summary>The canonical text of the specification, as migrations keep it.</summary>
    public string ToJson() => CaptureSpecJson.Write(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="FormatException">The text is of a newer version, or is no specification.</exception>
    public static CaptureSpec Parse(string json) => CaptureSpecJson.Read(json);

    /// <inheritdoc/>
    public bool Equals(CaptureSpec? other) => other is not null && ToJson() == other.ToJson();

    /// <inheritdoc/>
    public override int GetHashCode() => ToJson().GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => ToJson();
}
