using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PgCdc.Sdk.Dispatch;
using PgCdc.Sdk.Hosting;
using PgCdc.Sdk.Tests.Fixtures;

namespace PgCdc.Sdk.Tests.Hosting;

public sealed class AddPgCdcTests
{
    private readonly ServiceCollection _services = new();

    [Fact]
    public void A_second_consumer_of_one_name_is_refused()
    {
        _services.AddPgCdc("shop", static _ => { });

        var refused = Assert.Throws<InvalidOperationException>(() => _services.AddPgCdc("shop", static _ => { }));

        Assert.Contains("\"shop\"", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("default", "pgcdc")]
    [InlineData("shop", "pgcdc_shop")]
    [InlineData("Shop.Orders-2", "pgcdc_shop_orders_2")]
    [InlineData("größe", "pgcdc_gr__e")]
    public void A_slot_is_named_after_its_consumer(string consumer, string slot)
    {
        _services.AddPgCdc(consumer, static _ => { });

        Assert.Equal(slot, OptionsOf(consumer).SlotName);
    }

    [Fact]
    public void A_configured_slot_name_wins()
    {
        _services.AddPgCdc("shop", static cdc => cdc.Configure(static options => options.SlotName = "mine"));

        Assert.Equal("mine", OptionsOf("shop").SlotName);
    }

    [Fact]
    public void Consumers_do_not_share_their_options()
    {
        _services.AddPgCdc("a", static cdc => cdc.Configure(static options => options.MaxBatchSize = 1));
        _services.AddPgCdc("b", static cdc => cdc.Configure(static options => options.MaxBatchSize = 2));

        Assert.Equal((1, 2), (OptionsOf("a").MaxBatchSize, OptionsOf("b").MaxBatchSize));
    }

    [Fact]
    public async Task Wrong_options_stop_the_host_when_it_starts()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddPgCdc("shop", static cdc => cdc.Configure(static options => options.BufferBytes = 1));
        using var host = builder.Build();

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("BufferBytes", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_monitor_is_found_by_its_consumers_name_and_the_first_without_one()
    {
        _services.AddPgCdc("a", static _ => { });
        _services.AddPgCdc("b", static _ => { });
        using var provider = _services.BuildServiceProvider();

        Assert.Equal("b", provider.GetRequiredKeyedService<IPgCdcMonitor>("b").Consumer);
        Assert.Same(provider.GetRequiredKeyedService<IPgCdcMonitor>("a"), provider.GetRequiredService<IPgCdcMonitor>());
    }

    [Fact]
    public void A_handler_of_an_entity_that_was_not_added_is_refused() => Assert.Contains(
        "call AddEntity(ItemDecoder.Instance) before AddHandler",
        Assert.Throws<InvalidOperationException>(() => _services.AddPgCdc(static cdc => cdc.AddHandler<Item, ItemRecorder>())).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_class_that_handles_nothing_of_the_entity_is_refused() => Assert.Throws<ArgumentException>(
        () => _services.AddPgCdc(static cdc => cdc.AddEntity(ItemDecoder.Instance).AddHandler<Item, Item>()));

    [Fact]
    public void A_handler_that_was_registered_before_keeps_its_registration()
    {
        _services.AddSingleton<HandlerJournal>().AddSingleton<UnitWrites>().AddSingleton<ItemRecorder>();
        _services.AddPgCdc(static cdc => cdc.AddEntity(ItemDecoder.Instance).AddHandler<Item, ItemRecorder>());

        Assert.Equal(ServiceLifetime.Singleton, Assert.Single(_services, static service => service.ServiceType == typeof(ItemRecorder)).Lifetime);
    }

    [Fact]
    public void Handlers_are_called_by_their_order_then_by_their_full_names()
    {
        var pipeline = new EntityPipeline<Item>(ItemDecoder.Instance);
        pipeline.AddHandler(new HandlerRegistration(typeof(ItemRecorder), 1));
        pipeline.AddHandler(new HandlerRegistration(typeof(JournalObserver), 0));
        pipeline.AddHandler(new HandlerRegistration(typeof(ItemBatches), 0));
        pipeline.AddHandler(new HandlerRegistration(typeof(HandlerJournal), -1));
        pipeline.AddHandler(new HandlerRegistration(typeof(ItemBatches), 5));

        Assert.Equal(
            [typeof(HandlerJournal), typeof(ItemBatches), typeof(JournalObserver), typeof(ItemRecorder)],
            pipeline.Handlers.Select(static handler => handler.Handler));
    }

    [Theory]
    [InlineData(false, "StreamFrom")]
    [InlineData(true, "CheckpointTo")]
    public async Task A_consumer_that_lacks_something_is_faulted_and_says_which_call_is_missing(bool hasSource, string missing)
    {
        _services.AddPgCdc("shop", cdc => _ = hasSource ? cdc.StreamFrom("Host=localhost") : cdc);
        await using var provider = _services.BuildServiceProvider();
        var worker = (ConsumerWorker)Assert.Single(provider.GetServices<IHostedService>());
        await worker.StartAsync(TestContext.Current.CancellationToken);

        var failed = await Assert.ThrowsAsync<InvalidOperationException>(() => worker.ExecuteTask!.WaitAsync(ConsumerFixture.Deadline, TestContext.Current.CancellationToken));

        Assert.Contains(missing, failed.Message, StringComparison.Ordinal);
        var monitor = provider.GetRequiredKeyedService<IPgCdcMonitor>("shop");
        Assert.Equal(PgCdcState.Faulted, monitor.State);
        Assert.Same(failed, monitor.Fault);
    }

    private PgCdcOptions OptionsOf(string consumer)
    {
        using var provider = _services.BuildServiceProvider();
        return provider.GetRequiredService<IOptionsMonitor<PgCdcOptions>>().Get(consumer);
    }
}
