namespace PgCdc.Sdk.PgOutput.Messages;

/// <summary>What a user-defined type of a column is called; of a domain, what the type beneath it is called.</summary>
/// <param name="Oid">The object identifier that the Relation message uses.</param>
/// <param name="Schema">The type's schema.</param>
/// <param name="Name">The type's name.</param>
internal sealed record TypeMessage(uint Oid, string Schema, string Name);
