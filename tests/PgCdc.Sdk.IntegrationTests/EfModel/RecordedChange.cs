namespace PgCdc.Sdk.IntegrationTests.EfModel;

/// <summary>What a handler was given.</summary>
/// <param name="Operation">What happened.</param>
/// <param name="Origin">The door it came through.</param>
/// <param name="Row">The row as it is now, in JSON; of a delete the row as it was.</param>
/// <param name="Before">The row as it was, where it came along.</param>
/// <param name="Key">The key.</param>
/// <param name="Changed">The names of the properties that changed.</param>
/// <param name="NotSent">The names of the properties that did not come along.</param>
internal sealed record RecordedChange(
    ChangeOperation Operation, ChangeOrigin Origin, string? Row, string? Before, object? Key, string[] Changed, string[] NotSent)
{
    /// <summary>The key as it was, where an update changed it.</summary>
    public object? OldKey { get; init; }
}
