namespace PgCdc.Sdk.Migrations.Tests.Retention;

/// <summary>What <c>pgcdc.purge_log</c> told.</summary>
public sealed record Purged(long LiveBytes, long FreedBytes, long PurgedBelow, IReadOnlyList<string> Lost);
