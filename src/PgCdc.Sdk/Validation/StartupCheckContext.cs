using Npgsql;
using PgCdc.Sdk.Binding;

namespace PgCdc.Sdk;

/// <summary>What a start-up check can look at.</summary>
/// <param name="Consumer">The consumer's name.</param>
/// <param name="Options">Its options.</param>
/// <param name="Source">Ordinary connections to the source.</param>
/// <param name="Entities">The captured entities with the tables they are mapped to.</param>
public sealed record StartupCheckContext(
    string Consumer, PgCdcOptions Options, NpgsqlDataSource Source, IReadOnlyList<(EntityShape Entity, EntityTable Table)> Entities);
