using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using PgCdc.Sdk.Binding;
using PgCdc.Sdk.Checkpoints;
using PgCdc.Sdk.Diagnostics;
using PgCdc.Sdk.Dispatch;
using PgCdc.Sdk.Hosting;
using PgCdc.Sdk.Validation;

namespace PgCdc.Sdk.Tests.Fixtures;

/// <summary>A consumer with everything real but the server, the store's database and the clock.</summary>
internal sealed class ConsumerFixture : IAsyncDisposable
{
    private readonly ServiceProvider _provider;
    private readonly CancellationTokenSource _stop = new();
    private ConsumerLoop? _loop;

    public ConsumerFixture(FakeTimeProvider? clock = null, Action<PgCdcOptions>? configure = null)
    {
        Clock = clock ?? new FakeTimeProvider();
        Options = new PgCdcOptions { ValidateOnStart = false };
        configure?.Invoke(Options);
        _provider = new ServiceCollection()
            .AddSingleton(Journal)
            .AddScoped<UnitWrites>()
            .AddScoped<ItemRecorder>()
            .AddScoped<ItemBatches>()
            .AddScoped<JournalObserver>()
            .AddScoped<JournalFailoverObserver>()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new FakeLoggerProvider(Logs)))
            .BuildServiceProvider(validateScopes: true);
        Store = new MemoryCheckpointStore(_provider.GetRequiredService<IServiceScopeFactory>())
        {
            Checkpoint = new Checkpoint
            {
                Slot = Options.SlotName,
                SystemId = Server.Identity.SystemId,
                Timeline = Server.Identity.Timeline,
                State = CheckpointState.Ready,
                Lsn = RecordedServer.Origin,
                Version = 1,
                Bases = [new SnapshotBase(RecordedServer.Origin, 1, PgSnapshot.Parse("700:700:"))],
            },
        };
    }

    public FakeTimeProvider Clock { get; }

    public PgCdcOptions Options { get; }

    public RecordedServer Server { get; } = new();

    public HandlerJournal Journal { get; } = new();

    public FakeLogCollector Logs { get; } = FakeLogCollector.Create(new FakeLogCollectorOptions());

    public MemoryCheckpointStore Store { get; }

    public ConsumerMonitor Monitor { get; } = new("default");

    /// <summary>The handlers of <see cref="Item"/>; changed before anything is opened.</summary>
    public List<Type> Handlers { get; } = [typeof(ItemRecorder)];

    public List<Type> Observers { get; } = [];

    public List<Type> FailoverObservers { get; } = [];

    public MessageRoutes Messages { get; } = new();

    private ConsumerServices? _services;

    public ConsumerServices Services => _services ??= new ConsumerServices
    {
        Consumer = "default",
        Options = Options,
        Clock = Clock,
        Store = Store,
        SourceDatabase = Server,
        Monitor = Monitor,
        Metrics = new PgCdcMetrics(Monitor, null),
        Observers = Observers,
        FailoverObservers = FailoverObservers,
        Messages = Messages,
    };

    public Task<StreamSession> OpenSessionAsync() => Opener().OpenAsync(TestContext.Current.CancellationToken);

    /// <summary>Runs the consumer's loop in the background; <see cref="StopAsync"/> ends it.</summary>
    public Task Run()
    {
        var loggers = _provider.GetRequiredService<ILoggerFactory>();
        var validation = new StartupValidation([], Catalog(), Services, loggers.CreateLogger<StartupValidation>());
        _loop = new ConsumerLoop(Services, Opener(), validation, loggers.CreateLogger<ConsumerLoop>());
        return Running = Task.Run(() => _loop.RunAsync(_stop.Token));
    }

    /// <summary>Runs the consumer's loop until it stops by itself.</summary>
    public Task RunToEndAsync() => Run().WaitAsync(Deadline, TestContext.Current.CancellationToken);

    /// <summary>The tables, where they are not those of the classes.</summary>
    public IEntityTables? Tables { get; set; }

    public Task Running { get; private set; } = Task.CompletedTask;

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Running.WaitAsync(Deadline);
    }

    /// <summary>Long enough for any machine; a test that reaches it has failed.</summary>
    public static TimeSpan Deadline { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Waits until everything up to a position is handled and stored.</summary>
    public Task HandledAsync(Lsn position) => Monitor.WaitForAsync(position, TestContext.Current.CancellationToken).WaitAsync(Deadline);

    public Task ReachesAsync(PgCdcState state) => Monitor.WaitForAsync(state, TestContext.Current.CancellationToken).WaitAsync(Deadline);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Running.ContinueWith(static _ => { }, TaskScheduler.Default);
        if (_loop is not null)
        {
            await _loop.DisposeAsync();
        }

        _services?.Metrics.Dispose();
        await _provider.DisposeAsync();
        await Server.DataSource.DisposeAsync();
        _stop.Dispose();
    }

    private SessionOpener Opener()
    {
        var loggers = _provider.GetRequiredService<ILoggerFactory>();
        return new SessionOpener(Server, Catalog(), Services, loggers.CreateLogger<SessionOpener>(), loggers);
    }

    private EntityCatalog Catalog()
    {
        var pipeline = new EntityPipeline<Item>(ItemDecoder.Instance);
        foreach (var handler in Handlers)
        {
            pipeline.AddHandler(new HandlerRegistration(handler, 0));
        }

        return new EntityCatalog([pipeline], Tables);
    }
}
