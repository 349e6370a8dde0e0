using Microsoft.EntityFrameworkCore;
using PgCdc.Sdk.Migrations.Tests.Postgres;
using PgCdc.Sdk.Testing;

namespace PgCdc.Sdk.Migrations.Tests.Logging;

/// <summary>What triggers and cascades write stands in the log after the change that set them off, as in the stream.</summary>
[Trait("Needs", "Postgres")]
public sealed class NestedStatementTests(PostgresFixture postgres)
{
    private const string Touch = """
        CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN UPDATE orders SET name = name || '!' WHERE id = NEW.id; RETURN NULL; END $$
        """;

    private static readonly Action<ModelBuilder> OrdersAndLines = model =>
    {
        Models.Orders()(model);
        model.Entity("Line", entity =>
        {
            Models.Table(entity, "lines");
            entity.CaptureChanges();
        });
    };

    public static TheoryData<int, string> Servers()
        => new(PostgresBinaries.FindAll().Select(binaries => (binaries.Version, binaries.Directory)));

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task An_after_trigger_that_writes_the_same_row_is_logged_after_it(int version, string binDirectory)
    {
        Assert.True(version >= PostgresBinaries.OldestVersion);
        var database = await StartAsync(Touch, "CREATE TRIGGER touch AFTER INSERT OR UPDATE ON orders FOR EACH ROW WHEN (NEW.name NOT LIKE '%!') EXECUTE FUNCTION touch()", binDirectory);

        await database.ExecuteAsync("INSERT INTO orders VALUES (1, 'a'), (2, 'b')", "UPDATE orders SET name = 'c' WHERE id = 1");

        Assert.Equal(
            ["I id=1 name=a", "I id=2 name=b", "U id=1 name=a! old_id=1", "U id=2 name=b! old_id=2", "U id=1 name=c old_id=1", "U id=1 name=c! old_id=1"],
            await database.LogAsync());
    }

    [Fact]
    public async Task An_after_statement_trigger_of_an_early_name_is_logged_after_the_statement()
    {
        var database = await StartAsync(
            "CREATE FUNCTION all_twice() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF pg_trigger_depth() = 1 THEN UPDATE orders SET name = 'z'; END IF; RETURN NULL; END $$",
            "CREATE TRIGGER a_first AFTER UPDATE ON orders EXECUTE FUNCTION all_twice()");

        await database.ExecuteAsync("INSERT INTO orders VALUES (1, 'a')", "UPDATE orders SET name = 'b'");

        Assert.Equal(["I id=1 name=a", "U id=1 name=b old_id=1", "U id=1 name=z old_id=1"], await database.LogAsync());
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_cascade_within_a_table_is_logged_after_the_statement_that_writes_several_of_its_rows(int version, string binDirectory)
    {
        Assert.True(version >= PostgresBinaries.OldestVersion);
        var database = await postgres.CreateDatabaseAsync(binDirectory);
        var model = Models.Orders(null, entity => entity.Column<int?>("parent"));
        await database.ExecuteAsync(
            "CREATE TABLE orders (id int PRIMARY KEY, name text, parent int REFERENCES orders ON UPDATE CASCADE)",
            "INSERT INTO orders (id, parent) VALUES (1, NULL), (2, 1), (3, 2)");
        await database.MigrateAsync(Models.Orders(null, entity => entity.CaptureChanges(false).Column<int?>("parent")), model);

        await database.ExecuteAsync("UPDATE orders SET id = id + 10");

        var log = await database.LogAsync();
        Assert.Equal(["U id=11 old_id=1", "U id=12 parent=1 old_id=2", "U id=13 parent=2 old_id=3"], log.Take(3));
        Assert.Equal(["U id=12 parent=11 old_id=12", "U id=13 parent=12 old_id=13"], log.Skip(3));
    }

    [Fact]
    public async Task A_before_trigger_that_writes_another_table_stays_before_it()
    {
        var database = await StartAsync(
            "CREATE FUNCTION line_first() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO lines VALUES (NEW.id); RETURN NEW; END $$",
            "CREATE TRIGGER z_line_first BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION line_first()",
            more: [Touch, "CREATE TRIGGER touch AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION touch()"]);

        await database.ExecuteAsync("INSERT INTO orders VALUES (1, 'a'), (2, 'b')");

        Assert.Equal(["lines 1", "lines 2", "orders 1", "orders 2", "orders 1", "orders 2"], await BothAsync(database));
    }

    [Fact]
    public async Task Tables_of_one_query_stay_in_their_order()
    {
        var database = await StartAsync(Touch, "CREATE TRIGGER touch AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION touch()");

        await database.ExecuteAsync("WITH line AS (INSERT INTO lines VALUES (7) RETURNING id) INSERT INTO orders SELECT id, 'a' FROM line");

        Assert.Equal(["lines 7", "orders 7", "orders 7"], await BothAsync(database));
    }

    [Fact]
    public async Task Every_outcome_of_a_merge_and_an_upsert_comes_before_what_its_triggers_write()
    {
        var database = await StartAsync(Touch, "CREATE TRIGGER touch AFTER INSERT OR UPDATE ON orders FOR EACH ROW WHEN (NEW.name NOT LIKE '%!') EXECUTE FUNCTION touch()");
        await database.ExecuteAsync("INSERT INTO orders VALUES (1, '!')", "TRUNCATE pgcdc.log_public_orders");

        await database.ExecuteAsync(
            "INSERT INTO orders VALUES (1, 'a'), (2, 'b') ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name",
            "MERGE INTO orders o USING (VALUES (2, 'c'), (3, 'd')) s (id, name) ON o.id = s.id WHEN MATCHED THEN UPDATE SET name = s.name WHEN NOT MATCHED THEN INSERT VALUES (s.id, s.name)");

        var log = await database.LogAsync();
        Assert.Equal(["I id=2 name=b", "U id=1 name=a old_id=1"], log.Take(2).Order(StringComparer.Ordinal));
        Assert.Equal(["U id=1 name=a! old_id=1", "U id=2 name=b! old_id=2"], log.Skip(2).Take(2).Order(StringComparer.Ordinal));
        Assert.Equal(["I id=3 name=d", "U id=2 name=c old_id=2"], log.Skip(4).Take(2).Order(StringComparer.Ordinal));
        Assert.Equal(["U id=2 name=c! old_id=2", "U id=3 name=d! old_id=3"], log.Skip(6).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_nested_statement_that_fails_or_is_rolled_back_leaves_no_trace_in_the_order()
    {
        var database = await StartAsync(
            """
            CREATE FUNCTION try_twice() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                BEGIN UPDATE orders SET name = 'failed', id = 1 / (id - id) WHERE id = NEW.id; EXCEPTION WHEN division_by_zero THEN NULL; END;
                BEGIN UPDATE orders SET name = 'undone' WHERE id = NEW.id; RAISE no_data_found; EXCEPTION WHEN no_data_found THEN NULL; END;
                UPDATE orders SET name = name || '!' WHERE id = NEW.id;
                RETURN NULL;
            END $$
            """,
            "CREATE TRIGGER try_twice AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION try_twice()");
        await using var connection = await database.OpenAsync();

        await connection.ExecuteAsync("BEGIN; SAVEPOINT s; INSERT INTO orders VALUES (1, 'undone')");
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => connection.ExecuteAsync("INSERT INTO orders VALUES (1, 'twice')"));
        await connection.ExecuteAsync("ROLLBACK TO s; INSERT INTO lines VALUES (1); INSERT INTO orders VALUES (1, 'a'); INSERT INTO lines VALUES (2); COMMIT");

        Assert.Equal(["lines 1", "orders 1", "orders 1", "lines 2"], await BothAsync(database));
        Assert.Equal(["I id=1 name=a", "U id=1 name=a! old_id=1"], await database.LogAsync());
        Assert.Equal("0", await database.ScalarAsync("SELECT count(pgcdc_order) FROM pgcdc.log_public_lines"));
    }

    [Fact]
    public async Task Switched_off_a_table_with_triggers_keeps_only_its_own()
    {
        var database = await StartAsync(Touch, "CREATE TRIGGER touch AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION touch()");

        await database.MigrateAsync(OrdersAndLines, Models.Uncaptured);

        Assert.Equal(["touch"], await database.ListAsync("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"));
        Assert.Empty(await database.ListAsync("SELECT 1 FROM pg_namespace WHERE nspname = 'pgcdc'"));
    }

    /// <summary>Captured when the triggers exist already: a migration sees the need by itself.</summary>
    private async Task<TestDatabase> StartAsync(string function, string trigger, string? binDirectory = null, params string[] more)
    {
        var database = await postgres.CreateDatabaseAsync(binDirectory);
        await database.ExecuteAsync(["CREATE TABLE orders (id int PRIMARY KEY, name text)", "CREATE TABLE lines (id int PRIMARY KEY, name text)", function, trigger, .. more]);
        await database.MigrateAsync(
            model =>
            {
                Models.Uncaptured(model);
                model.Entity("Line", entity => Models.Table(entity, "lines"));
            },
            OrdersAndLines);

        return database;
    }

    private static Task<IReadOnlyList<string>> BothAsync(TestDatabase database)
        => database.ListAsync("""
            SELECT name, id FROM (
                SELECT 'orders' AS name, id, pgcdc_order, pgcdc_seq FROM pgcdc.log_public_orders
                UNION ALL SELECT 'lines', id, pgcdc_order, pgcdc_seq FROM pgcdc.log_public_lines) l
            ORDER BY coalesce(pgcdc_order, pgcdc_seq), pgcdc_seq
            """);
}
