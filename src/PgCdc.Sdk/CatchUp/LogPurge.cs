namespace PgCdc.Sdk.CatchUp;

/// <summary>What a purge of the log left.</summary>
/// <param name="LiveBytes">How large the log tables are.</param>
/// <param name="FreedBytes">How much went.</param>
/// <param name="PurgedBelow">Below which transaction identifier rows may be gone.</param>
/// <param name="Lost">Consumers that still needed what a cap let go.</param>
internal sealed record LogPurge(long LiveBytes, long FreedBytes, ulong PurgedBelow, IReadOnlyList<string> Lost);
