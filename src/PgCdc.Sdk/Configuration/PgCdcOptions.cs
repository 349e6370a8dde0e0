using System.ComponentModel.DataAnnotations;

namespace PgCdc.Sdk;

/// <summary>How one consumer behaves. Every value has a default that fits most; validated when the host starts.</summary>
public sealed class PgCdcOptions
{
    /// <summary>The replication slot's name. Default: <c>pgcdc_</c> and the consumer's name.</summary>
    [Required(AllowEmptyStrings = false, ErrorMessage = "SlotName must not be empty.")]
    [RegularExpression("^[a-z0-9_]{1,63}$", ErrorMessage = "SlotName must be 1 to 63 lower-case letters, digits and underscores, as PostgreSQL demands.")]
    public string SlotName { get; set; } = "pgcdc";

    /// <summary>The publication's name. Default: <c>pgcdc</c>, which is what the migrations create.</summary>
    [Required(AllowEmptyStrings = false, ErrorMessage = "PublicationName must not be empty.")]
    public string PublicationName { get; set; } = "pgcdc";

    /// <summary>Whether a missing slot is created at the very first start. Default: <see langword="true"/>.</summary>
    public bool CreateSlot { get; set; } = true;

    /// <summary>
    /// Whether the slot is created as a failover slot where the server can (PostgreSQL 17 and later). Default: <see langword="true"/>.
    /// </summary>
    public bool FailoverSlot { get; set; } = true;

    /// <summary>
    /// Whether changes that a subscription of the source wrote are left out (<c>origin = none</c>): against loops where two databases feed
    /// each other. PostgreSQL 16 and later. The log tables do not know where a row came from: with this,
    /// <see cref="SlotLoss"/> is <see cref="SlotLossStrategy.Fail"/> unless another strategy is set. Default: <see langword="false"/>.
    /// </summary>
    public bool LocalChangesOnly { get; set; }

    /// <summary>Whether everything the consumer needs is checked before it streams. Default: <see langword="true"/>.</summary>
    public bool ValidateOnStart { get; set; } = true;

    /// <summary>
    /// What to do where a captured property's column is not in the table. A column that is there today and was only added after a change
    /// was written is another thing: its property counts as not sent then. Default: <see cref="MissingColumnPolicy.Stop"/>.
    /// </summary>
    public MissingColumnPolicy MissingColumns { get; set; }

    /// <summary>
    /// Whether unchanged out-of-line (TOAST) values that did not come with an update are read from the table, with one query per table and
    /// unit of work. What is read is the row as it is then: it may be newer than the change, and a row that is gone or has another key by
    /// then stays as it came. <c>change.Refilled</c> names the properties. Rows wait for the end of the unit meanwhile. Exact instead is
    /// <see cref="CaptureReplicaIdentity.Full"/>. Default: <see langword="false"/>.
    /// </summary>
    public bool RefillUnsent { get; set; }

    /// <summary>At most so many transactions share one unit of work while there is a backlog. 1 to 100,000; default 1,000.</summary>
    [Range(1, 100_000)]
    public int MaxTransactionsPerUnit { get; set; } = 1_000;

    /// <summary>
    /// A unit of work takes no further transaction after so many changes. A single transaction is never split. 1 to 10,000,000;
    /// default 10,000.
    /// </summary>
    [Range(1, 10_000_000)]
    public int MaxChangesPerUnit { get; set; } = 10_000;

    /// <summary>A unit of work takes no further transaction after so long. 0 to 1 minute; default 200 ms.</summary>
    [Duration(0, 60000)]
    public TimeSpan MaxUnitDuration { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>A batch handler is given at most so many changes at once. 1 to 1,000,000; default 10,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxBatchSize { get; set; } = 10_000;

    /// <summary>How often a failed unit of work is handled again before the consumer stops. 0 to 1,000; default 5.</summary>
    [Range(0, 1_000)]
    public int MaxHandlerRetries { get; set; } = 5;

    /// <summary>The pause before the first retry; it doubles up to <see cref="MaxRetryDelay"/>. 1 ms to 1 hour; default 200 ms.</summary>
    [Duration(1, 3600000)]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest pause before a retry or a reconnect. 1 ms to 1 hour; default 15 s.</summary>
    [Duration(1, 3600000)]
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How often a runner that waits for a busy slot asks again. 10 ms to 10 minutes; default 1 s.</summary>
    [Duration(10, 600000)]
    public TimeSpan BusySlotInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often the server is told what is stored. 10 ms to 5 minutes; default 10 s.</summary>
    [Duration(10, 300000)]
    public TimeSpan StatusInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>After how long a silent server counts as gone. 1 s to 1 hour; default 60 s.</summary>
    [Duration(1000, 3600000)]
    public TimeSpan ReceiveTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How often an idle stream's position may be stored, so that other tables' writes do not pin write-ahead log. 10 ms to 1 hour;
    /// default 10 s.
    /// </summary>
    [Duration(10, 3600000)]
    public TimeSpan IdleCheckpointInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>An idle stream's position is stored only when it has moved by so many bytes. 0 to 1 GiB; default 1 MiB.</summary>
    [Range(0, 1 << 30)]
    public int IdleCheckpointBytes { get; set; } = 1 << 20;

    /// <summary>How many bytes of messages may wait for the handlers. 256 KiB to 1 GiB; default 4 MiB.</summary>
    [Range(256 << 10, 1 << 30)]
    public int BufferBytes { get; set; } = 4 << 20;

    /// <summary>
    /// How often a snapshot of the source is taken, behind which handled transactions need not be listed. 10 ms to 1 hour; default 10 s.
    /// </summary>
    [Duration(10, 3600000)]
    public TimeSpan BaseInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How many such snapshots are kept: how far back a divergence after a failover can be told. Times <see cref="BaseInterval"/> it is how
    /// far a standby that is promoted may have been behind. 1 to 1,000; default 12.
    /// </summary>
    [Range(1, 1_000)]
    public int RetainedBases { get; set; } = 12;

    /// <summary>
    /// What to do when the slot cannot be resumed from. Default: <see langword="null"/>, which is
    /// <see cref="SlotLossStrategy.CatchUpFromLog"/> where every captured table with handlers has a log, else
    /// <see cref="SlotLossStrategy.Fail"/>.
    /// </summary>
    public SlotLossStrategy? SlotLoss { get; set; }

    /// <summary>
    /// How many slots may be created within an hour; one more stops the consumer, because something else is wrong then. A catch-up that
    /// is interrupted creates its slot anew. 1 to 10,000; default 20.
    /// </summary>
    [Range(1, 10_000)]
    public int MaxSlotCreationsPerHour { get; set; } = 20;

    /// <summary>How often the log tables are purged of what no registered consumer needs. 10 ms to 1 day; default 1 minute.</summary>
    [Duration(10, 86400000)]
    public TimeSpan LogPurgeInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How old log rows may become that a consumer still needs. Older ones go, and a consumer that would need them for a lost slot stops
    /// with <see cref="SlotProblem.LogPurged"/>. 1 minute to 10 years; default 7 days.
    /// </summary>
    [Duration(60000, 315360000000)]
    public TimeSpan LogMaxAge { get; set; } = TimeSpan.FromDays(7);

    /// <summary>
    /// How many bytes the log tables of the database may hold together before the oldest rows go, needed or not. 1 MiB to 1 PiB; default
    /// 20 GiB.
    /// </summary>
    [Range(1L << 20, 1L << 50)]
    public long LogMaxBytes { get; set; } = 20L << 30;
}
