namespace PgCdc.Sdk.Migrations.Schema;

/// <summary>The names of everything the migrations create in the database.</summary>
public static class SchemaNames
{
    /// <summary>The schema that holds log tables, capture functions and checkpoints.</summary>
    public const string Schema = "pgcdc";

    /// <summary>The publication's name where the user chose none.</summary>
    public const string DefaultPublication = "pgcdc";

    /// <summary>The sequence that numbers the rows of every log table, so that they have one order.</summary>
    public const string LogSequence = "log_seq";

    /// <summary>The sequence whose last value is the ring slot that log rows are written to; it is switched, never counted up.</summary>
    public const string LogRing = "log_ring";

    /// <summary>How many slots the ring has, numbered from 0: each log table has a partition for each.</summary>
    public const int LogRingSlots = 4;

    /// <summary>The table of the ring's slots, with the seal of those that are no longer written to.</summary>
    public const string LogSlotTable = "log_slot";

    /// <summary>The table of the consumers whose unhandled changes are kept in the log.</summary>
    public const string LogReaderTable = "log_reader";

    /// <summary>The table with one row: the transaction below which log rows may have been purged.</summary>
    public const string LogWatermarkTable = "log_watermark";

    /// <summary>The view of the partitions of all log tables, with their slots and sizes.</summary>
    public const string LogStorageView = "log_storage";

    /// <summary>The function <c>register_reader(consumer text, horizon xid8)</c>.</summary>
    public const string RegisterReaderFunction = "register_reader";

    /// <summary>The function <c>unregister_reader(consumer text)</c>.</summary>
    public const string UnregisterReaderFunction = "unregister_reader";

    /// <summary>The function <c>log_purged_below()</c>.</summary>
    public const string LogPurgedBelowFunction = "log_purged_below";

    /// <summary>The function <c>purge_log(max_age interval, max_bytes bigint)</c>.</summary>
    public const string PurgeLogFunction = "purge_log";

    /// <summary>What the names of log tables begin with.</summary>
    public const string LogTablePrefix = "log_";

    /// <summary>What the names of capture functions begin with.</summary>
    public const string FunctionPrefix = "capture_";

    /// <summary>What every name of ours inside a user's table or a log table begins with.</summary>
    public const string ReservedPrefix = "pgcdc_";

    /// <summary>The statement trigger that logs inserted rows.</summary>
    public const string InsertTrigger = "pgcdc_capture_insert";

    /// <summary>The statement trigger that logs updated rows.</summary>
    public const string UpdateTrigger = "pgcdc_capture_update";

    /// <summary>The statement trigger that logs deleted rows.</summary>
    public const string DeleteTrigger = "pgcdc_capture_delete";

    /// <summary>The statement trigger that logs a TRUNCATE.</summary>
    public const string TruncateTrigger = "pgcdc_capture_truncate";

    /// <summary>
    /// The row trigger that logs what statement triggers would miss: what a session with <c>session_replication_role = replica</c>
    /// writes, and every write to a partitioned table.
    /// </summary>
    public const string RowTrigger = "pgcdc_capture_row";

    /// <summary>The function of the triggers that keep nested statements in order.</summary>
    public const string OrderFunction = "capture_order";

    /// <summary>The row trigger that numbers what a statement wrote before its AFTER triggers run; on tables that have such triggers only.</summary>
    public const string OrderTrigger = "~pgcdc_capture_order";

    /// <summary>The statement trigger with which such a statement begins.</summary>
    public const string OrderBeginTrigger = "~pgcdc_capture_order_begin";

    /// <summary>The statement trigger with which such a statement ends.</summary>
    public const string OrderEndTrigger = "~pgcdc_capture_order_end";

    /// <summary>A log table's column: its number in the order of all log tables (bigint).</summary>
    public const string LogSequenceColumn = "pgcdc_seq";

    /// <summary>A log table's column: the writing transaction (xid8).</summary>
    public const string LogTransactionColumn = "pgcdc_xid";

    /// <summary>A log table's column: when the row was logged (timestamptz).</summary>
    public const string LogTimeColumn = "pgcdc_at";

    /// <summary>A log table's column: <c>I</c>, <c>U</c>, <c>D</c> or <c>T</c> ("char").</summary>
    public const string LogOperationColumn = "pgcdc_op";

    /// <summary>
    /// A log table's column: where the row stands within its transaction, if not at its <see cref="LogSequenceColumn"/> (bigint, mostly
    /// NULL). Rows of a transaction are ordered by <c>coalesce(pgcdc_order, pgcdc_seq), pgcdc_seq</c>, transactions by their highest <c>pgcdc_seq</c>.
    /// </summary>
    public const string LogOrderColumn = "pgcdc_order";

    /// <summary>A log table's column: the ring slot, by which it is partitioned (smallint); readers need not know it.</summary>
    public const string LogRingColumn = "pgcdc_ring";

    /// <summary>What the names of a log table's columns of the old row begin with.</summary>
    public const string OldColumnPrefix = "pgcdc_old_";

    /// <summary>The table of <see cref="ConsumerCheckpoint"/>.</summary>
    public const string CheckpointTable = "checkpoint";

    /// <summary>The table of <see cref="Schema.CheckpointBase"/>.</summary>
    public const string CheckpointBaseTable = "checkpoint_base";

    /// <summary>The table of <see cref="HandledTransactions"/>.</summary>
    public const string HandledTable = "handled";
}
