using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using PgCdc.Sdk.Tests.Fixtures;

namespace PgCdc.Sdk.Tests.Hosting;

/// <summary>Logs travel further than databases: no value of a row and no password may be in one.</summary>
public sealed class LogHygieneTests : IAsyncDisposable
{
    private const string Secret = "4111-1111-secret";
    private const long SecretKey = 987_654_321;

    private readonly ConsumerFixture _consumer = new(new ImpatientClock());

    public ValueTask DisposeAsync() => _consumer.DisposeAsync();

    [Fact]
    public async Task A_row_whose_handler_fails_is_not_logged()
    {
        _consumer.Options.MaxHandlerRetries = 2;
        _consumer.Journal.Inside = static (_, _, _) => throw new InvalidOperationException("The handler says nothing of the row.");
        _consumer.Server.Insert(SecretKey, Secret);

        await Assert.ThrowsAsync<HandlerException>(_consumer.RunToEndAsync);

        AssertClean();
        Assert.Contains(_consumer.Logs.GetSnapshot(), static record => record.Id.Id == EventIds.HandlerFailed && record.Message.Contains("public.items", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_key_is_logged_at_Trace_only()
    {
        _consumer.Options.MaxHandlerRetries = 0;
        _consumer.Journal.Inside = static (_, _, _) => throw new InvalidOperationException("poison");
        _consumer.Server.Insert(SecretKey);

        await Assert.ThrowsAsync<HandlerException>(_consumer.RunToEndAsync);

        var told = Assert.Single(_consumer.Logs.GetSnapshot(), static record => TextOf(record).Contains($"{SecretKey}", StringComparison.Ordinal));
        Assert.Equal((LogLevel.Trace, EventIds.HandlerFailedKey), (told.Level, told.Id.Id));
    }

    public static TheoryData<string> Unreadable => [Secret, $"{SecretKey}x"];

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task A_value_that_cannot_be_decoded_is_not_logged(string value)
    {
        var row = WireMessage.Insert(WireTable.Items.Id, WireField.Text(value), WireField.Text(Secret), WireField.Text(Secret));
        _consumer.Server.Commit((WireTable.Items, row));

        var failed = await Assert.ThrowsAsync<DecodeException>(_consumer.RunToEndAsync);

        Assert.DoesNotContain(value, failed.ToString(), StringComparison.Ordinal);
        AssertClean();
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF8_are_not_logged()
    {
        var row = WireMessage.Insert(
            WireTable.Items.Id, WireField.Int8(SecretKey), new WireField('t', [.. System.Text.Encoding.UTF8.GetBytes(Secret), 0xFF]), WireField.Null);
        _consumer.Server.Commit((WireTable.Items, row));

        await Assert.ThrowsAsync<DecodeException>(_consumer.RunToEndAsync);

        AssertClean();
    }

    [Fact]
    public async Task What_is_handled_and_stored_is_not_logged()
    {
        var inserted = _consumer.Server.Insert(SecretKey, Secret);
        _ = _consumer.Run();
        await _consumer.HandledAsync(inserted.EndLsn);
        await _consumer.StopAsync();

        AssertClean();
    }

    [Fact]
    public async Task The_password_is_not_logged_when_the_server_cannot_be_reached()
    {
        var failed = new TaskCompletionSource();
        var logs = FakeLogCollector.Create(new FakeLogCollectorOptions
        {
            OutputFormatter = static record => $"{record.Id.Id}",
            OutputSink = id => _ = (id == $"{EventIds.Recovering}" || id == $"{EventIds.Faulted}") && failed.TrySetResult(),
        });
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new FakeLoggerProvider(logs));
        builder.Services.AddSingleton<HandlerJournal>().AddScoped<UnitWrites>();
        // Nobody listens on port 1 of the loopback.
        builder.Services.AddPgCdc(static cdc => cdc
            .StreamFrom($"Host=127.0.0.1;Port=1;Username=shop;Password={Secret};Database=shop;Timeout=1")
            .AddEntity(ItemDecoder.Instance)
            .AddHandler<Item, ItemRecorder>()
            .UseCheckpointStore(static provider => new MemoryCheckpointStore(provider.GetRequiredService<IServiceScopeFactory>())));
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        var monitor = host.Services.GetRequiredService<IPgCdcMonitor>();
        await failed.Task.WaitAsync(ConsumerFixture.Deadline, TestContext.Current.CancellationToken);
        var fault = monitor.Fault;
        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.NotNull(fault);
        Assert.DoesNotContain(Secret, fault.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(logs.GetSnapshot(), static record => TextOf(record).Contains(Secret, StringComparison.Ordinal));
    }

    private static string TextOf(FakeLogRecord record) =>
        $"{record.Message}\n{record.Exception}\n{string.Join('\n', record.StructuredState?.Select(static pair => pair.Value) ?? [])}";

    private void AssertClean() => Assert.All(
        _consumer.Logs.GetSnapshot().Where(static record => record.Level > LogLevel.Trace),
        static record =>
        {
            Assert.DoesNotContain(Secret, TextOf(record), StringComparison.Ordinal);
            Assert.DoesNotContain($"{SecretKey}", TextOf(record), StringComparison.Ordinal);
        });
}
