namespace PgCdc.Sdk.PgOutput.Messages;

/// <summary>A table as it was when the following changes were written.</summary>
/// <param name="Id">The table's object identifier.</param>
/// <param name="Schema">The table's schema.</param>
/// <param name="Table">The table's name.</param>
/// <param name="ReplicaIdentity">As in <c>pg_class.relreplident</c>: d, n, f or i.</param>
/// <param name="Columns">The published columns, in the order of every tuple.</param>
internal sealed record RelationMessage(uint Id, string Schema, string Table, char ReplicaIdentity, IReadOnlyList<RelationColumn> Columns)
{
    /// <summary>The table as a person writes it.</summary>
    public string DisplayName => $"{Schema}.{Table}";
}
