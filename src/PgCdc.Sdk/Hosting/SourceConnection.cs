using Npgsql;

namespace PgCdc.Sdk.Hosting;

/// <summary>How to reach the source: a replication connection needs the connection string, everything else a data source.</summary>
/// <param name="ConnectionString">The connection string.</param>
/// <param name="DataSource">The user's data source; <see langword="null"/> where the consumer makes its own.</param>
internal sealed record SourceConnection(string ConnectionString, NpgsqlDataSource? DataSource);
