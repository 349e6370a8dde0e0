namespace PgCdc.Sdk;

/// <summary>
/// The stable identity of a change: the same however often it is delivered. A target outside the checkpoint's database can
/// deduplicate by its text.
/// </summary>
/// <param name="SystemId">The cluster's system identifier.</param>
/// <param name="Position">The change's place in that cluster's history.</param>
public readonly record struct ChangeId(string SystemId, ChangePosition Position)
{
    /// <summary>For example <c>7381234567890123456:16/B374D848#3</c>.</summary>
    public override string ToString() => $"{SystemId}:{Position}";
}
