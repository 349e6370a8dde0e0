using Npgsql;
using PgCdc.Sdk.CatchUp;
using PgCdc.Sdk.Decoding;
using PgCdc.Sdk.Decoding.Fields;
using PgCdc.Sdk.PgOutput;
using PgCdc.Sdk.PgOutput.Messages;
using PgCdc.Sdk.Tables;
using PgCdc.Sdk.Testing;

namespace PgCdc.Sdk.IntegrationTests.Decoding;

/// <summary>
/// A server with a table for each sample, and each sample's value as it comes through every door: pgoutput in binary, pgoutput in text
/// with several sessions' settings, and a row of a log as a catch-up asks for it.
/// </summary>
public sealed class SampleServer : DecodingServer
{
    private const string Slot = "samples";

    private static readonly string[] Sessions =
    [
        "SET timezone = 'UTC'",
        "SET timezone = 'Asia/Kolkata'",
        "SET timezone = 'America/St_Johns'; SET intervalstyle = 'iso_8601'; SET bytea_output = 'escape'",
    ];

    private readonly Dictionary<string, string> _tables = [];
    private readonly Dictionary<string, List<SentField>> _fields = [];

    /// <summary>Whether the server was installed with the extensions that bring further types.</summary>
    internal bool HasExtensions { get; private set; }

    /// <summary>The query for the value of an expression.</summary>
    internal string SelectOf(string sql) => _tables.TryGetValue(sql, out var table) ? $"SELECT value FROM {table}" : $"SELECT {sql}";

    /// <summary>The value of an expression through every door.</summary>
    internal IReadOnlyList<SentField> FieldsOf(string sql) => _fields[_tables[sql]];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await using var connection = new NpgsqlConnection(Server.ConnectionString);
        await connection.OpenAsync();
        await ExecuteAsync(connection, $"CREATE PUBLICATION {Slot} FOR ALL TABLES; SET lc_monetary = 'C'");
        await ExecuteAsync(connection, $"SELECT pg_create_logical_replication_slot('{Slot}', 'pgoutput')");
        HasExtensions = await HasExtensionsAsync(connection);
        if (HasExtensions)
        {
            await ExecuteAsync(connection, "CREATE SCHEMA extra; CREATE EXTENSION hstore; CREATE EXTENSION citext; CREATE EXTENSION ltree SCHEMA extra");
            await ExecuteAsync(connection, $"ALTER ROLE {PostgresServer.User} SET search_path = public, extra; SET search_path = public, extra");
            await connection.ReloadTypesAsync();
        }

        foreach (var sql in AllSamples.Expressions.Concat(HasExtensions ? AllSamples.OfExtensions : []))
        {
            var table = $"sample_{_tables.Count}";
            _tables.Add(sql, table);
            _fields.Add(table, []);
            await ExecuteAsync(connection, $"CREATE TABLE {table} AS SELECT {sql} AS value");
        }

        await StreamAsync(connection, "the stream in binary", binary: true);
        foreach (var session in Sessions)
        {
            await ExecuteAsync(connection, session);
            await StreamAsync(connection, $"the stream in text after {session}", binary: false);
        }

        foreach (var table in _tables.Values)
        {
            await LogAsync(connection, table);
        }
    }

    private static async Task<bool> HasExtensionsAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(
            "SELECT count(*) = 3 FROM pg_available_extensions WHERE name IN ('hstore', 'citext', 'ltree')", connection);
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Reads what a subscriber would get, with the parser and the types' names as the stream's walker uses them.</summary>
    private async Task StreamAsync(NpgsqlConnection connection, string door, bool binary)
    {
        await using var command = new NpgsqlCommand(
            $"SELECT data FROM pg_logical_slot_peek_binary_changes('{Slot}', NULL, NULL, 'proto_version', '1', 'publication_names', '{Slot}', 'binary', '{binary}')",
            connection);
        await using var reader = await command.ExecuteReaderAsync();
        var known = new Dictionary<uint, uint>();
        var relations = new Dictionary<uint, RelationMessage>();
        TupleFields old = new(), current = new();
        while (await reader.ReadAsync())
        {
            var message = reader.GetFieldValue<byte[]>(0);
            switch (PgOutputParser.KindOf(message))
            {
                case MessageKind.Type:
                    var type = PgOutputParser.ParseType(message);
                    known[type.Oid] = PgTypeNames.Find(type.Schema, type.Name) is not 0 and var oid ? oid : type.Oid;
                    break;
                case MessageKind.Relation:
                    var relation = PgOutputParser.ParseRelation(message);
                    relations[relation.Id] = relation;
                    break;
                case MessageKind.Insert:
                    var row = PgOutputParser.ParseRow(message, old, current);
                    Add(relations[row.RelationId].Table, door, message, current[0], relations[row.RelationId].Columns[0].TypeOid, known);
                    break;
            }
        }
    }

    /// <summary>Reads the table as if it were a log: the same questions about its columns, the same record, the same reader of it.</summary>
    private async Task LogAsync(NpgsqlConnection connection, string table)
    {
        LogColumn column;
        await using (var command = new NpgsqlCommand(TableColumns.Query, connection))
        {
            command.Parameters.AddWithValue("public");
            command.Parameters.AddWithValue(table);
            await using var reader = await command.ExecuteReaderAsync();
            Assert.True(await reader.ReadAsync());
            var oid = PgTypeNames.Find(reader.GetString(3), reader.GetString(4)) is not 0 and var known ? known : reader.GetFieldValue<uint>(1);
            column = new LogColumn("value", "value", IsKey: false, IsOld: false, oid, reader.GetBoolean(2));
        }

        await using var export = await connection.BeginBinaryExportAsync(
            $"COPY (SELECT record_send(ROW({LogSql.Value(column)})) FROM {table} AS log) TO STDOUT (FORMAT binary)");
        Assert.Equal(1, await export.StartRowAsync());
        var record = await export.ReadAsync<byte[]>();
        var values = new FieldSlice[1];
        RecordFormat.Read(record, [column], values);
        Add(table, "the log", record, values[0], column.TypeOid, []);
    }

    private void Add(string table, string door, byte[] message, FieldSlice slice, uint oid, Dictionary<uint, uint> known) => _fields[table].Add(
        new SentField(door, message.AsSpan(slice.Offset, slice.Length).ToArray(), slice.Kind == FieldKind.Text, known.GetValueOrDefault(oid, oid)));
}
