namespace PgCdc.Sdk.FailoverHost.Checking;

/// <summary>What the comparison with the surviving primary found.</summary>
public sealed record Verdict
{
    /// <summary>The surviving primary's.</summary>
    public required int Transactions { get; init; }

    /// <summary>Committed transactions that were not handled, or not whole.</summary>
    public required int Lost { get; init; }

    /// <summary>Transactions that were handled more than once, or had more changes than they wrote.</summary>
    public required int Duplicated { get; init; }

    /// <summary>Changes that came in another place than their row's history has them, and rows that the handled changes do not lead to.</summary>
    public required int OutOfOrder { get; init; }

    /// <summary>Handled transactions that the surviving primary does not have.</summary>
    public required int Phantoms { get; init; }

    /// <summary>How often the consumer was told of a phantom.</summary>
    public required int PhantomsReported { get; init; }

    /// <summary>Phantoms that were not reported, or more than once, and reports of what is none.</summary>
    public required int WrongReports { get; init; }

    /// <summary>The first things that are wrong, with what was handled around them.</summary>
    public required IReadOnlyList<string> Trail { get; init; }

    public bool IsRight => Lost + Duplicated + OutOfOrder + WrongReports == 0 && Phantoms == PhantomsReported;

    public override string ToString() =>
        $"transactions={Transactions} lost={Lost} duplicated={Duplicated} out_of_order={OutOfOrder} phantoms={Phantoms} phantoms_reported={PhantomsReported}";
}
