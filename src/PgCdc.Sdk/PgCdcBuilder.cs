using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using PgCdc.Sdk.Decoding;

namespace PgCdc.Sdk;

/// <summary>Describes one consumer: where it streams from, what it captures, who handles it.</summary>
public sealed class PgCdcBuilder
{
    internal PgCdcBuilder(IServiceCollection services, string consumer)
    {
        Services = services;
        Consumer = consumer;
    }

    /// <summary>The host's services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>The consumer's name: its checkpoint's, and by default its slot's.</summary>
    public string Consumer { get; }

    /// <summary>Adds a captured entity. Generated code calls it; adding one twice changes nothing.</summary>
    public PgCdcBuilder AddEntity<T>(EntityDecoder<T> decoder)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(decoder);
        return this;
    }

    /// <summary>
    /// Adds a handler of <typeparamref name="T"/>'s changes: a class that implements one or more of <see cref="IOnInsert{T}"/>,
    /// <see cref="IOnUpdate{T}"/>, <see cref="IOnDelete{T}"/>, <see cref="IOnTruncate{T}"/> and <see cref="IOnBatch{T}"/>. It is
    /// resolved from the scope of each unit of work.
    /// </summary>
    /// <param name="order">Its place among the handlers of the same change: lower first, then by full class name.</param>
    public PgCdcBuilder AddHandler<T, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(int order = 0)
        where T : class
        where THandler : class
    {
        return this;
    }
}
