using Microsoft.Extensions.Options;

namespace PgCdc.Sdk.Tests.Hosting;

public sealed class PgCdcOptionsTests
{
    [Fact]
    public void The_defaults_are_valid() => Assert.True(Validate(static _ => { }).Succeeded);

    [Fact]
    public void The_defaults_are_those_that_the_documentation_states()
    {
        var options = new PgCdcOptions();

        Assert.Equal(("pgcdc", "pgcdc"), (options.SlotName, options.PublicationName));
        Assert.True(options is { CreateSlot: true, FailoverSlot: true, ValidateOnStart: true });
        Assert.Equal((1_000, 10_000, 10_000, 5), (options.MaxTransactionsPerUnit, options.MaxChangesPerUnit, options.MaxBatchSize, options.MaxHandlerRetries));
        Assert.Equal((0.2, 0.2, 15), (options.MaxUnitDuration.TotalSeconds, options.RetryDelay.TotalSeconds, options.MaxRetryDelay.TotalSeconds));
        Assert.Equal((1, 10, 60), (options.BusySlotInterval.TotalSeconds, options.StatusInterval.TotalSeconds, options.ReceiveTimeout.TotalSeconds));
        Assert.Equal((10, 1 << 20, 4 << 20), (options.IdleCheckpointInterval.TotalSeconds, options.IdleCheckpointBytes, options.BufferBytes));
        Assert.Equal((10, 12), (options.BaseInterval.TotalSeconds, options.RetainedBases));
        Assert.Equal((null, 20), (options.SlotLoss, options.MaxSlotCreationsPerHour));
        Assert.Equal((1, 7, 20L << 30), (options.LogPurgeInterval.TotalMinutes, options.LogMaxAge.TotalDays, options.LogMaxBytes));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Upper")]
    [InlineData("with-dash")]
    [InlineData("größe")]
    [InlineData("a_name_that_is_longer_than_the_sixty_three_bytes_of_an_identifier")]
    public void A_slot_name_that_PostgreSQL_would_refuse_is_refused(string name) =>
        AssertRefused(options => options.SlotName = name, "SlotName must");

    [Fact]
    public void A_publication_needs_a_name() => AssertRefused(static options => options.PublicationName = "", "PublicationName must not be empty.");

    public static TheoryData<string, Action<PgCdcOptions>> OutOfBounds => new()
    {
        { nameof(PgCdcOptions.MaxTransactionsPerUnit), static options => options.MaxTransactionsPerUnit = 0 },
        { nameof(PgCdcOptions.MaxTransactionsPerUnit), static options => options.MaxTransactionsPerUnit = 100_001 },
        { nameof(PgCdcOptions.MaxChangesPerUnit), static options => options.MaxChangesPerUnit = 0 },
        { nameof(PgCdcOptions.MaxUnitDuration), static options => options.MaxUnitDuration = TimeSpan.FromTicks(-1) },
        { nameof(PgCdcOptions.MaxUnitDuration), static options => options.MaxUnitDuration = TimeSpan.FromSeconds(61) },
        { nameof(PgCdcOptions.MaxBatchSize), static options => options.MaxBatchSize = 0 },
        { nameof(PgCdcOptions.MaxHandlerRetries), static options => options.MaxHandlerRetries = -1 },
        { nameof(PgCdcOptions.RetryDelay), static options => options.RetryDelay = TimeSpan.Zero },
        { nameof(PgCdcOptions.MaxRetryDelay), static options => options.MaxRetryDelay = TimeSpan.FromDays(1) },
        { nameof(PgCdcOptions.BusySlotInterval), static options => options.BusySlotInterval = TimeSpan.Zero },
        { nameof(PgCdcOptions.StatusInterval), static options => options.StatusInterval = TimeSpan.FromMinutes(6) },
        { nameof(PgCdcOptions.ReceiveTimeout), static options => options.ReceiveTimeout = TimeSpan.FromMilliseconds(999) },
        { nameof(PgCdcOptions.IdleCheckpointInterval), static options => options.IdleCheckpointInterval = Timeout.InfiniteTimeSpan },
        { nameof(PgCdcOptions.IdleCheckpointBytes), static options => options.IdleCheckpointBytes = -1 },
        { nameof(PgCdcOptions.BufferBytes), static options => options.BufferBytes = 1 },
        { nameof(PgCdcOptions.BaseInterval), static options => options.BaseInterval = TimeSpan.Zero },
        { nameof(PgCdcOptions.RetainedBases), static options => options.RetainedBases = 0 },
    };

    [Theory]
    [MemberData(nameof(OutOfBounds), DisableDiscoveryEnumeration = true)]
    public void A_value_out_of_bounds_is_named(string option, Action<PgCdcOptions> change) => AssertRefused(change, option);

    [Fact]
    public void A_duration_out_of_bounds_is_told_its_bounds() => AssertRefused(
        static options => options.MaxUnitDuration = TimeSpan.FromMinutes(2), "must lie between 00:00:00 and 00:01:00.");

    [Fact]
    public void Everything_out_of_bounds_is_told_at_once()
    {
        var result = Validate(static options => (options.BufferBytes, options.RetainedBases, options.SlotName) = (1, 0, "?"));

        Assert.Equal(3, result.Failures!.Count());
    }

    private static ValidateOptionsResult Validate(Action<PgCdcOptions> change)
    {
        var options = new PgCdcOptions();
        change(options);
        return new PgCdcOptionsValidator().Validate("shop", options);
    }

    private static void AssertRefused(Action<PgCdcOptions> change, string part)
    {
        var result = Validate(change);
        Assert.True(result.Failed);
        Assert.Contains(part, Assert.Single(result.Failures), StringComparison.Ordinal);
    }
}
