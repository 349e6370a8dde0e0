using System.Reflection;
using Npgsql;
using PgCdc.Sdk.Decoding.Fields;

namespace PgCdc.Sdk.IntegrationTests.Decoding;

[Trait("Needs", "Postgres")]
public sealed class TypeCatalogTests(DecodingServer fixture) : IClassFixture<DecodingServer>
{
    [Fact]
    public async Task Every_identifier_is_the_catalogs_and_every_array_knows_its_element()
    {
        await using var connection = new NpgsqlConnection(fixture.Server.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(
            "SELECT oid, typname, typarray FROM pg_type WHERE typnamespace = 'pg_catalog'::regnamespace", connection);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var names = new Dictionary<uint, string>();
        var elements = new Dictionary<uint, uint>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            names.Add(reader.GetFieldValue<uint>(0), reader.GetString(1));
            elements[reader.GetFieldValue<uint>(2)] = reader.GetFieldValue<uint>(0);
        }

        var constants = typeof(PgTypeOids).GetFields(BindingFlags.Public | BindingFlags.Static);
        Assert.NotEmpty(constants);
        foreach (var constant in constants)
        {
            var oid = (uint)constant.GetRawConstantValue()!;
            var isArray = constant.Name.EndsWith("Array", StringComparison.Ordinal);
            var name = isArray ? constant.Name[..^"Array".Length] : constant.Name;
            Assert.Equal((isArray ? "_" : "") + (name == "PgLsn" ? "pg_lsn" : name.ToLowerInvariant()), names[oid]);
            Assert.Equal(isArray ? elements[oid] : 0, PgTypeNames.ElementOf(oid));
            Assert.Equal(name == nameof(PgTypeOids.Unknown) ? 0 : oid, PgTypeNames.Find(names[oid]));
        }
    }
}
