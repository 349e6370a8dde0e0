namespace PgCdc.Sdk.Failover;

/// <summary>A physical slot.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsActive">Whether a standby streams from it.</param>
/// <param name="HasFeedback">Whether the standby says what it still reads: <c>hot_standby_feedback</c>.</param>
/// <param name="Restart">What the standby has; <see langword="null"/> where it never had anything.</param>
internal sealed record StandbySlot(string Name, bool IsActive, bool HasFeedback, Lsn? Restart);
