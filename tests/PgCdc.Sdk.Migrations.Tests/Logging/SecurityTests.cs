using Microsoft.EntityFrameworkCore;
using Npgsql;
using PgCdc.Sdk.Migrations.Tests.Postgres;

namespace PgCdc.Sdk.Migrations.Tests.Logging;

[Trait("Needs", "Postgres")]
public sealed class SecurityTests(PostgresFixture postgres)
{
    [Fact]
    public async Task A_writer_without_rights_on_our_schema_can_write_the_captured_table()
    {
        var (database, role) = await WithRoleAsync();
        await database.ExecuteAsync($"GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON orders TO {role}");
        await using var writer = await database.OpenAsync(role);

        await writer.ExecuteAsync("INSERT INTO orders VALUES (1, 'a'); UPDATE orders SET name = 'b'; DELETE FROM orders; TRUNCATE orders");

        Assert.Equal(["I id=1 name=a", "U id=1 name=b old_id=1", "D old_id=1", "T"], await database.LogAsync());
    }

    [Fact]
    public async Task A_writer_cannot_read_the_log()
    {
        var (database, role) = await WithRoleAsync();
        await using var writer = await database.OpenAsync(role);

        var exception = await Assert.ThrowsAsync<PostgresException>(() => writer.ExecuteAsync("SELECT * FROM pgcdc.log_public_orders"));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, exception.SqlState);
    }

    [Fact]
    public async Task Nobody_else_can_put_the_capture_function_on_a_table_of_theirs()
    {
        var (database, role) = await WithRoleAsync();
        await database.ExecuteAsync($"GRANT USAGE ON SCHEMA pgcdc TO {role}", $"GRANT CREATE ON SCHEMA public TO {role}");
        await using var writer = await database.OpenAsync(role);

        var exception = await Assert.ThrowsAsync<PostgresException>(() => writer.ExecuteAsync(
            "CREATE TABLE mine (id int, name text); CREATE TRIGGER t AFTER TRUNCATE ON mine EXECUTE FUNCTION pgcdc.capture_public_orders()"));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, exception.SqlState);
    }

    [Fact]
    public async Task A_writers_own_functions_and_tables_cannot_stand_in_for_the_servers()
    {
        var (database, role) = await WithRoleAsync();
        await database.ExecuteAsync($"GRANT SELECT, INSERT, UPDATE ON orders TO {role}", $"GRANT CREATE, TEMPORARY ON DATABASE {Name(database)} TO {role}");
        await using var writer = await database.OpenAsync(role);

        await writer.ExecuteAsync("""
            CREATE SCHEMA evil;
            CREATE FUNCTION evil.nextval(text) RETURNS bigint LANGUAGE sql AS 'SELECT 666';
            CREATE FUNCTION evil.nextval(regclass) RETURNS bigint LANGUAGE sql AS 'SELECT 666';
            CREATE FUNCTION evil.pg_current_xact_id() RETURNS xid8 LANGUAGE sql AS $$SELECT '666'::xid8$$;
            CREATE FUNCTION evil.int8eq(bigint, bigint) RETURNS boolean LANGUAGE sql AS 'SELECT true';
            CREATE OPERATOR evil.= (LEFTARG = bigint, RIGHTARG = bigint, FUNCTION = evil.int8eq);
            CREATE TEMPORARY TABLE pgcdc_new (id int, name text);
            CREATE TEMPORARY TABLE pgcdc_old (id int, name text);
            SET search_path = evil, pg_temp, public, pg_catalog;
            INSERT INTO public.orders VALUES (1, 'a'), (2, 'b');
            UPDATE public.orders SET id = id + 10;
            """);

        Assert.Equal(
            ["I id=1 name=a", "I id=2 name=b", "U id=11 name=a old_id=1", "U id=12 name=b old_id=2"],
            await database.LogAsync());
        Assert.Empty(await database.ListAsync("SELECT 1 FROM pgcdc.log_public_orders WHERE pgcdc_seq = 666 OR pgcdc_xid = '666'"));
    }

    [Fact]
    public async Task The_granted_role_reads_tables_and_logs_and_keeps_checkpoints()
    {
        var database = await postgres.CreateDatabaseAsync();
        var role = await database.CreateRoleAsync();
        await database.MigrateAsync(null, Models.Orders(null, entity => entity.Metadata.SetSchema("shop")), options: o => o.GrantTo(role));
        await using var consumer = await database.OpenAsync(role);

        await consumer.ExecuteAsync("""
            SELECT * FROM shop.orders;
            SELECT * FROM pgcdc.log_shop_orders;
            INSERT INTO pgcdc.checkpoint (consumer, lane, slot_name, system_id, timeline, history, state, lsn, version, slot_creations, updated_at)
            VALUES ('c', 0, 's', '1', 1, '', 0, '0/0', 1, '{}', now());
            UPDATE pgcdc.checkpoint SET version = 2;
            INSERT INTO pgcdc.checkpoint_base VALUES ('c', '0/0', 1, '1:1:', now());
            INSERT INTO pgcdc.handled (consumer, lane, version, lsn, timeline, xids, commit_lsns, log_sequences, logged_at)
            VALUES ('c', 0, 1, '0/0', 1, '{}', '{}', '{}', '{}');
            DELETE FROM pgcdc.handled;
            """);
        var exception = await Assert.ThrowsAsync<PostgresException>(() => consumer.ExecuteAsync("DELETE FROM pgcdc.log_shop_orders"));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, exception.SqlState);
        await database.MigrateAsync(Models.Orders(null, entity => entity.Metadata.SetSchema("shop")), null, options: o => o.GrantTo(role));
        await database.ExecuteAsync("DROP SCHEMA shop CASCADE", $"DROP ROLE {role}");
    }

    [Fact]
    public async Task Excluded_columns_reach_neither_the_log_nor_the_publication()
    {
        var database = await postgres.CreateDatabaseAsync();
        await database.CreateAsync(Models.Orders(capture => capture.Exclude("secret"), entity => entity.Column<string?>("secret")));

        await database.ExecuteAsync("INSERT INTO orders (id, name, secret) VALUES (1, 'a', 's3cret')", "UPDATE orders SET secret = 't'", "DELETE FROM orders");

        Assert.Equal(["I id=1 name=a", "U id=1 name=a old_id=1", "D old_id=1"], await database.LogAsync());
        Assert.Equal(["{id,name}"], await database.ListAsync("SELECT attnames::text FROM pg_publication_tables"));
    }

    private async Task<(TestDatabase Database, string Role)> WithRoleAsync()
    {
        var database = await postgres.CreateDatabaseAsync();
        await database.CreateAsync(Models.Orders());

        return (database, await database.CreateRoleAsync());
    }

    private static string Name(TestDatabase database) => new NpgsqlConnectionStringBuilder(database.ConnectionString).Database!;
}
