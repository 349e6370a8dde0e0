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
    private readonly KeyValuePair<string, object?> _consumer;

    public PgCdcMetrics(ConsumerMonitor monitor, IMeterFactory? factory)
    {
        _consumer = new("pgcdc.consumer", monitor.Consumer);
        _meter = factory?.Create(PgCdcTelemetry.MeterName) ?? new Meter(PgCdcTelemetry.MeterName);
        _changes = _meter.CreateCounter<long>("pgcdc.changes", "{change}", "Changes handled and stored.");
        _transactions = _meter.CreateCounter<long>("pgcdc.transactions", "{transaction}", "Transactions handled and stored.");
        _recoveries = _meter.CreateCounter<long>("pgcdc.recoveries", "{recovery}", "Times that the stream was interrupted and resumed from the checkpoint, by cause.");
        _meter.CreateObservableGauge(
            "pgcdc.lag", () => new Measurement<long>(monitor.LagBytes, _consumer), "By", "Write-ahead log received but not yet handled.");
        _meter.CreateObservableGauge(
            "pgcdc.state", () => new Measurement<int>((int)monitor.State, _consumer), null, "The consumer's state, by the numbers of PgCdcState.");
    }

    public void UnitStored(long changes, int transactions)
    {
        _changes.Add(changes, _consumer);
        _transactions.Add(transactions, _consumer);
    }

    public void Recovering(string cause) => _recoveries.Add(1, _consumer, new KeyValuePair<string, object?>("error.type", cause));

    public void Dispose() => _meter.Dispose();
}
