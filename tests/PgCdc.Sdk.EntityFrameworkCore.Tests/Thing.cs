namespace PgCdc.Sdk.EntityFrameworkCore.Tests;

public sealed class Thing
{
    public long Id { get; set; }

    public required string Name { get; set; }

    public DayOfWeek Kind { get; set; }
}
