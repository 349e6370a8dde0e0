namespace PgCdc.Sdk.Generators.Model;

/// <summary>The operations of an entity, with the numbers of <c>PgCdc.Sdk.ChangeOperations</c>.</summary>
[Flags]
internal enum CapturedOperations
{
    None = 0,
    Insert = 1,
    Update = 2,
    Delete = 4,
    Truncate = 8,
    All = Insert | Update | Delete | Truncate,
}
