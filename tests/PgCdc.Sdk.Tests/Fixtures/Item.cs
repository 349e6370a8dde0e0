namespace PgCdc.Sdk.Tests.Fixtures;

/// <summary>A captured entity, as a user would write it.</summary>
internal sealed class Item
{
    public long Id { get; set; }

    public string Name { get; set; } = "";

    public string? Note { get; set; }
}
