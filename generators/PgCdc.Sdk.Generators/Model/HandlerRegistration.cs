namespace PgCdc.Sdk.Generators.Model;

/// <summary>A handler of an entity, both in full.</summary>
internal sealed record HandlerRegistration(string Entity, string Handler, int Order);
