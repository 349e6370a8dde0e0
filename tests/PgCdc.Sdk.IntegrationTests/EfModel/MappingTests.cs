using PgCdc.Sdk.IntegrationTests.Infrastructure;

namespace PgCdc.Sdk.IntegrationTests.EfModel;

/// <summary>What a model can say of a column is followed: a handler is given what EF itself reads, through the stream and through the log.</summary>
[Trait("Needs", "Postgres")]
public sealed class MappingTests(ServerFixture server)
{
    [Fact]
    public async Task Value_converters_are_followed()
    {
        await using var run = await ModelRun<ConvertedModel, ConvertedModel.Account>.CreateAsync(server.Server, ConvertedModelAccountDecoder.Instance);
        await run.AssertSeenAsStoredAsync(
            new ConvertedModel.Account
            {
                Id = new(Guid.NewGuid()),
                Parent = new(Guid.NewGuid()),
                Owner = new(7),
                Share = new(12.5m),
                IsOpen = true,
                Secret = "abc",
                Tone = ConvertedModel.Tone.VeryLoud,
                Shout = ConvertedModel.Tone.VeryLoud,
                Flag = true,
                Words = ["one", "two"],
                Number = 5,
                Seen = new DateTime(2026, 11, 23, 1, 2, 3, DateTimeKind.Utc),
                Doubled = 21,
                Site = new Uri("https://example.org/a"),
            },
            new ConvertedModel.Account { Id = new(Guid.Empty), Owner = new(-1), Secret = "" });

        var key = Assert.IsType<ConvertedModelAccountKey>(run.Recorded[0].Key);
        Assert.Contains($"\"Id\":{{\"Value\":\"{key.Id.Value}\"}}", run.Recorded[0].Row, StringComparison.Ordinal);
    }
}
