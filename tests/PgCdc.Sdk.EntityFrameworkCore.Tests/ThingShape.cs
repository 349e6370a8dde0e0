namespace PgCdc.Sdk.EntityFrameworkCore.Tests;

/// <summary>What the generator would tell of <see cref="Thing"/>.</summary>
internal sealed class ThingShape(string[] properties) : EntityShape<Thing>(
    nameof(Thing), [.. properties.Select(static name => new EntityProperty(name, typeof(object)) { IsKey = name == "Id" })])
{
    public override object GetKey(Thing row) => row.Id;

    public override object? GetValue(Thing row, int ordinal) => throw new NotSupportedException();
}
