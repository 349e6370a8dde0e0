namespace PgCdc.Sdk.PgOutput.Messages;

/// <summary>Tables were emptied by one command.</summary>
/// <param name="RelationIds">Their object identifiers.</param>
/// <param name="Cascade">Whether the command said CASCADE.</param>
/// <param name="RestartIdentity">Whether the command said RESTART IDENTITY.</param>
internal sealed record TruncateMessage(IReadOnlyList<uint> RelationIds, bool Cascade, bool RestartIdentity);
