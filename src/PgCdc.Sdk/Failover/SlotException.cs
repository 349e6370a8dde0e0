namespace PgCdc.Sdk;

/// <summary>
/// The slot cannot be resumed from without losing or repeating changes. The consumer stops; no slot is created in its place.
/// </summary>
public sealed class SlotException : PgCdcException
{
    internal SlotException(SlotProblem problem, string slot, string message)
        : base(message)
    {
        Problem = problem;
        Slot = slot;
    }

    /// <summary>What is wrong.</summary>
    public SlotProblem Problem { get; }

    /// <summary>The slot.</summary>
    public string Slot { get; }
}
