using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using PgCdc.Sdk.Binding;
using PgCdc.Sdk.Checkpoints;
using PgCdc.Sdk.Decoding;
using PgCdc.Sdk.Dispatch;
using PgCdc.Sdk.Hosting;

namespace PgCdc.Sdk;

/// <summary>Describes one consumer: where it streams from, what it captures, who handles it.</summary>
public sealed class PgCdcBuilder
{
    private readonly ConsumerDefinition _definition;

    internal PgCdcBuilder(IServiceCollection services, ConsumerDefinition definition)
    {
        Services = services;
        _definition = definition;
    }

    /// <summary>The host's services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>The consumer's name: its checkpoint's, and by default part of its slot's.</summary>
    public string Consumer => _definition.Name;

    /// <summary>Streams from the database that the connection string leads to.</summary>
    public PgCdcBuilder StreamFrom(string connectionString)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        _definition.Source = new SourceConnection(connectionString, null);
        return this;
    }

    /// <summary>
    /// Streams from a data source's database. A replication connection is opened from its connection string, which must tell the
    /// password (<c>Persist Security Info=true</c>) where one is needed.
    /// </summary>
    public PgCdcBuilder StreamFrom(NpgsqlDataSource dataSource)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        _definition.Source = new SourceConnection(dataSource.ConnectionString, dataSource);
        return this;
    }

    /// <summary>Changes the options.</summary>
    public PgCdcBuilder Configure(Action<PgCdcOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Services.Configure(Consumer, configure);
        return this;
    }

    /// <summary>Adds a captured entity. Generated code calls it; adding one twice changes nothing.</summary>
    public PgCdcBuilder AddEntity<T>(EntityDecoder<T> decoder)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(decoder);
        _definition.Pipelines.TryAdd(typeof(T), new EntityPipeline<T>(decoder));
        return this;
    }

    /// <summary>
    /// Adds a handler of <typeparamref name="T"/>'s changes: a class that implements one or more of <see cref="IOnInsert{T}"/>,
    /// <see cref="IOnUpdate{T}"/>, <see cref="IOnDelete{T}"/>, <see cref="IOnTruncate{T}"/> and <see cref="IOnBatch{T}"/>. It is
    /// resolved from the scope of each unit of work; register it beforehand to choose how it is made.
    /// </summary>
    /// <param name="order">Its place among the handlers of the same change: lower first, then by full class name.</param>
    /// <exception cref="InvalidOperationException">The entity was not added before.</exception>
    /// <exception cref="ArgumentException">The class implements no handler interface of the entity.</exception>
    public PgCdcBuilder AddHandler<T, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(int order = 0)
        where T : class
        where THandler : class
    {
        if (!_definition.Pipelines.TryGetValue(typeof(T), out var pipeline))
        {
            throw new InvalidOperationException(
                $"{typeof(THandler).Name} handles {typeof(T).Name}, which was not added to consumer \"{Consumer}\": call AddEntity({typeof(T).Name}Decoder.Instance) before AddHandler.");
        }

        if (!EntityPipeline<T>.IsHandler(typeof(THandler)))
        {
            throw new ArgumentException(
                $"{typeof(THandler).Name} implements none of IOnInsert, IOnUpdate, IOnDelete, IOnTruncate and IOnBatch of {typeof(T).Name}.");
        }

        pipeline.AddHandler(new HandlerRegistration(typeof(THandler), order));
        Services.TryAddScoped<THandler>();
        return this;
    }

    /// <summary>
    /// Adds a handler of the logical messages (<c>pg_logical_emit_message</c>) of a prefix. It is resolved from the scope of each unit of
    /// work.
    /// </summary>
    /// <param name="prefix">The prefix, as a whole and by its exact letters.</param>
    public PgCdcBuilder AddMessageHandler<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(string prefix)
        where THandler : class, IOnMessage
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        _definition.Messages.Add(prefix, typeof(THandler));
        Services.TryAddScoped<THandler>();
        return this;
    }

    /// <summary>Adds an observer of the stream's life. It is resolved from the scope of each unit of work.</summary>
    public PgCdcBuilder AddObserver<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TObserver>()
        where TObserver : class, IStreamObserver
    {
        _definition.Observers.Add(typeof(TObserver));
        Services.TryAddScoped<TObserver>();
        return this;
    }

    /// <summary>Adds an observer of what is done about a lost slot. It is resolved from the scope of a unit of work.</summary>
    public PgCdcBuilder AddFailoverObserver<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TObserver>()
        where TObserver : class, IFailoverObserver
    {
        _definition.FailoverObservers.Add(typeof(TObserver));
        Services.TryAddScoped<TObserver>();
        return this;
    }

    /// <summary>Keeps checkpoints in a store; the EF integration's <c>CheckpointTo</c> calls it.</summary>
    public PgCdcBuilder UseCheckpointStore(Func<IServiceProvider, ICheckpointStore> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        _definition.CheckpointStore = create;
        return this;
    }

    /// <summary>Finds entities' tables through a model; without it the classes' own attributes and names count.</summary>
    public PgCdcBuilder UseEntityTables(Func<IServiceProvider, IEntityTables> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        _definition.EntityTables = create;
        return this;
    }

    /// <summary>
    /// Reads every captured property of type <typeparamref name="T"/> with this decoder, whatever the model tells; only a property's own
    /// <see cref="DecodeWithAttribute"/> counts for more. A value that lies within another one (an array's element, a member of an owned
    /// type) is not concerned.
    /// </summary>
    /// <typeparam name="T">The properties' type, without <see cref="Nullable{T}"/>.</typeparam>
    public PgCdcBuilder DecodeWith<T>(FieldDecoder<T> decoder)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(decoder);
        _definition.Decoders[typeof(T)] = decoder;
        return this;
    }

    /// <summary>Adds a start-up check.</summary>
    public PgCdcBuilder AddStartupCheck(Func<IServiceProvider, IStartupCheck> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        _definition.StartupChecks.Add(create);
        return this;
    }
}
