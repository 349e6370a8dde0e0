using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Npgsql;
using PgCdc.Sdk.Migrations.Infrastructure;

namespace PgCdc.Sdk.Migrations.Tests.Postgres;

/// <summary>A database of one test: migrates it between models as EF would, runs SQL, and reads logs.</summary>
public sealed class TestDatabase(string connectionString)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public string ConnectionString => connectionString;

    public ModelContext Context(Action<ModelBuilder> model, Action<PgCdcDbContextOptionsBuilder>? options = null)
        => new(connectionString, model, options);

    /// <summary>Applies what EF would scaffold between two models; <paramref name="edit"/> stands for what a user changes by hand.</summary>
    public async Task MigrateAsync(
        Action<ModelBuilder>? from,
        Action<ModelBuilder>? to,
        Func<IReadOnlyList<MigrationOperation>, IReadOnlyList<MigrationOperation>>? edit = null,
        Action<PgCdcDbContextOptionsBuilder>? options = null)
    {
        await using var source = from is null ? null : Context(from, options);
        await using var target = to is null ? null : Context(to, options);
        await MigrateAsync(source, target, edit);
    }

    /// <summary>As above, between contexts of which the options differ too.</summary>
    public async Task MigrateAsync(
        ModelContext? source,
        ModelContext? target,
        Func<IReadOnlyList<MigrationOperation>, IReadOnlyList<MigrationOperation>>? edit = null)
    {
        var context = (target ?? source)!;
        var operations = context.GetService<IMigrationsModelDiffer>().GetDifferences(Relational(source), Relational(target));
        operations = edit?.Invoke(operations) ?? operations;
        var commands = context.GetService<IMigrationsSqlGenerator>().Generate(operations, target?.GetService<IDesignTimeModel>().Model);

        await using var connection = await OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        foreach (var migrationCommand in commands)
        {
            await using var command = new NpgsqlCommand(migrationCommand.CommandText, connection, transaction);
            try
            {
                await command.ExecuteNonQueryAsync(Cancellation);
            }
            catch (PostgresException exception)
            {
                throw new InvalidOperationException($"{exception.MessageText}\n{migrationCommand.CommandText}", exception);
            }
        }

        await transaction.CommitAsync(Cancellation);
    }

    public Task CreateAsync(Action<ModelBuilder> model) => MigrateAsync(null, model);

    public async Task<NpgsqlConnection> OpenAsync(string? user = null)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        builder.Username = user ?? builder.Username;
        var connection = new NpgsqlConnection(builder.ConnectionString);
        await connection.OpenAsync(Cancellation);

        return connection;
    }

    /// <summary>A role that may log in as <see cref="OpenAsync"/> does, of this database only as far as its name goes: roles belong to the server.</summary>
    public async Task<string> CreateRoleAsync()
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        var role = $"role_of_{builder.Database}";
        await ExecuteAsync($"CREATE ROLE {role} LOGIN PASSWORD '{builder.Password}'");

        return role;
    }

    public async Task ExecuteAsync(params string[] statements)
    {
        await using var connection = await OpenAsync();
        foreach (var sql in statements)
        {
            await connection.ExecuteAsync(sql);
        }
    }

    public async Task<string?> ScalarAsync(string sql)
    {
        await using var connection = await OpenAsync();
        return await connection.ScalarAsync(sql);
    }

    public async Task<IReadOnlyList<string>> ListAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var rows = new List<string>();
        while (await reader.ReadAsync(Cancellation))
        {
            rows.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(field => Convert.ToString(reader.GetValue(field), CultureInfo.InvariantCulture))));
        }

        return rows;
    }

    /// <summary>A log's rows in order, such as <c>U id=2 name=a old_id=1</c>; nulls are left out.</summary>
    public async Task<IReadOnlyList<string>> LogAsync(string table = "log_public_orders")
    {
        var rows = await ListAsync($"SELECT row_to_json(l)::text FROM pgcdc.\"{table.Replace("\"", "\"\"", StringComparison.Ordinal)}\" l ORDER BY coalesce(pgcdc_order, pgcdc_seq), pgcdc_seq");

        return [.. rows.Select(Format)];
    }

    private static string Format(string json)
    {
        using var document = JsonDocument.Parse(json);
        var values = document.RootElement.EnumerateObject()
            .Where(column => column.Value.ValueKind != JsonValueKind.Null && column.Name is not ("pgcdc_seq" or "pgcdc_xid" or "pgcdc_at" or "pgcdc_op" or "pgcdc_ring" or "pgcdc_order"))
            .OrderBy(column => column.Name.StartsWith("pgcdc_old_", StringComparison.Ordinal))
            .Select(column => $"{column.Name.Replace("pgcdc_", "", StringComparison.Ordinal)}={column.Value}");

        return string.Join(' ', values.Prepend(document.RootElement.GetProperty("pgcdc_op").GetString()));
    }

    private static IRelationalModel? Relational(ModelContext? context) => context?.GetService<IDesignTimeModel>().Model.GetRelationalModel();
}
