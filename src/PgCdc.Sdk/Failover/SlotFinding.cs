namespace PgCdc.Sdk.Failover;

/// <summary>What was found at a (re)connect.</summary>
/// <param name="Verdict">What to do.</param>
/// <param name="Fork">
/// Where the server's history parted from the checkpoint's, if something that the checkpoint holds lies behind it; else
/// <see langword="null"/>.
/// </param>
/// <param name="Problem">What is wrong, as a strategy that stops would say it; <see langword="null"/> where nothing is.</param>
internal sealed record SlotFinding(SlotVerdict Verdict, Lsn? Fork = null, SlotException? Problem = null);
