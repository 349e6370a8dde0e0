using System.Diagnostics.Metrics;
using PgCdc.Sdk.Hosting;

namespace PgCdc.Sdk.Diagnostics;

/// <summary>The instruments of one consumer, on the meter <see cref="PgCdcTelemetry.MeterName"/>.</summary>
internal sealed class PgCdcMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _changes;
    private readonly Counter<long> _transactions;
    private readonly Counter<long> _recoveries;
    private readonly Counter<long> _gaps;
    private readonly Counter<long> _phantoms;
    private readonly Counter<long> _slots;
    private readonly Counter<long> _caughtUp;
    private readonly Counter<long> _unknownColumns;
    private readonly KeyValuePair<string, object?> _consumer;

    public PgCdcMetrics(ConsumerMonitor monitor, IMeterFactory? factory)
    {
        _consumer = new("pgcdc.consumer", monitor.Consumer);
        _meter = factory?.Create(PgCdcTelemetry.MeterName) ?? new Meter(PgCdcTelemetry.MeterName);
        _changes = _meter.CreateCounter<long>("pgcdc.changes", "{change}", "Changes handled and stored.");
        _transactions = _meter.CreateCounter<long>("pgcdc.transactions", "{transaction}", "Transactions handled and stored.");
        _recoveries = _meter.CreateCounter<long>("pgcdc.recoveries", "{recovery}", "Times that the stream was interrupted and resumed from the checkpoint, by cause.");
        _gaps = _meter.CreateCounter<long>("pgcdc.gaps", "{gap}", "Times that the slot could not be resumed from, by what was wrong.");
        _phantoms = _meter.CreateCounter<long>("pgcdc.phantoms", "{transaction}", "Handled transactions that the server turned out not to have.");
        _slots = _meter.CreateCounter<long>("pgcdc.slots.created", "{slot}", "Replication slots created.");
        _caughtUp = _meter.CreateCounter<long>("pgcdc.catchup.transactions", "{transaction}", "Transactions handled from the log tables.");
        _unknownColumns = _meter.CreateCounter<long>("pgcdc.columns.unknown", "{column}", "Published columns that no property is mapped to.");
        _meter.CreateObservableGauge(
            "pgcdc.standbys.awaited",
            () => new Measurement<int>(HeldBack, _consumer),
            "{standby}",
            "Standbys named in synchronized_standby_slots that hold decoding back.");
        _meter.CreateObservableGauge(
            "pgcdc.catchup.remaining",
            () => new Measurement<long>(monitor.CatchUp is { } progress ? progress.Transactions - progress.TransactionsDone : 0, _consumer),
            "{transaction}",
            "Transactions of a gap that are still to be handled from the log tables.");
        _meter.CreateObservableGauge(
            "pgcdc.lag", () => new Measurement<long>(monitor.LagBytes, _consumer), "By", "Write-ahead log received but not yet handled.");
        _meter.CreateObservableGauge(
            "pgcdc.state", () => new Measurement<int>((int)monitor.State, _consumer), null, "The consumer's state, by the numbers of PgCdcState.");
    }

    /// <summary>How many standbys hold decoding back.</summary>
    public int HeldBack { get; set; }

    public void UnitStored(long changes, int transactions)
    {
        _changes.Add(changes, _consumer);
        _transactions.Add(transactions, _consumer);
    }

    public void Recovering(string cause) => _recoveries.Add(1, _consumer, new KeyValuePair<string, object?>("error.type", cause));

    public void GapFound(SlotProblem problem) => _gaps.Add(1, _consumer, new KeyValuePair<string, object?>("pgcdc.slot.problem", problem.ToString()));

    public void PhantomsFound(int count) => _phantoms.Add(count, _consumer);

    public void SlotCreated() => _slots.Add(1, _consumer);

    public void CaughtUp(int transactions) => _caughtUp.Add(transactions, _consumer);

    public void UnknownColumn() => _unknownColumns.Add(1, _consumer);

    public void Dispose() => _meter.Dispose();
}
