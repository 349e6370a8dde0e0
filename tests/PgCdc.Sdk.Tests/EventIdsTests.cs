using System.Reflection;

namespace PgCdc.Sdk.Tests;

public sealed class EventIdsTests
{
    private static readonly int[] Ids =
        [.. typeof(EventIds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static field => (int)field.GetRawConstantValue()!)];

    [Fact]
    public void An_id_means_one_event() => Assert.Distinct(Ids);

    [Fact]
    public void Ids_lie_in_the_blocks_of_their_rooms() => Assert.All(Ids, static id => Assert.InRange(id / 1000, 1, 6));
}
