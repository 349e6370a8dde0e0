using PgCdc.Sdk.Binding;
using PgCdc.Sdk.Checkpoints;
using PgCdc.Sdk.Decoding;
using PgCdc.Sdk.Dispatch;

namespace PgCdc.Sdk.Hosting;

/// <summary>What a builder was told of one consumer.</summary>
internal sealed class ConsumerDefinition(string name)
{
    public string Name { get; } = name;

    public SourceConnection? Source { get; set; }

    public Dictionary<Type, EntityPipeline> Pipelines { get; } = [];

    public List<Type> Observers { get; } = [];

    public MessageRoutes Messages { get; } = new();

    public List<Type> FailoverObservers { get; } = [];

    public Func<IServiceProvider, ICheckpointStore>? CheckpointStore { get; set; }

    public Func<IServiceProvider, IEntityTables>? EntityTables { get; set; }

    /// <summary>What reads values of a type, wherever an entity has one.</summary>
    public Dictionary<Type, FieldDecoder> Decoders { get; } = [];

    public List<Func<IServiceProvider, IStartupCheck>> StartupChecks { get; } = [];
}
