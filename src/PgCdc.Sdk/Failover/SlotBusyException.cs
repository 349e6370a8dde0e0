namespace PgCdc.Sdk;

/// <summary>Another process streams from the slot; this runner waits for it.</summary>
internal sealed class SlotBusyException(string slot, int? pid) : PgCdcException(
    $"Slot \"{slot}\" is in use by {(pid is null ? "another runner" : $"the server process {pid}")}.");
