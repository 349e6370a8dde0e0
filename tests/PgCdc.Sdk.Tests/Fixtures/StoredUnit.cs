using PgCdc.Sdk.Checkpoints;

namespace PgCdc.Sdk.Tests.Fixtures;

/// <summary>A committed unit of work.</summary>
internal sealed record StoredUnit(CheckpointMove Move, IReadOnlyList<string> Writes);
