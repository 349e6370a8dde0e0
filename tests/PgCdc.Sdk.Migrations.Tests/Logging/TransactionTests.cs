using Microsoft.EntityFrameworkCore;
using PgCdc.Sdk.Migrations.Tests.Postgres;

namespace PgCdc.Sdk.Migrations.Tests.Logging;

[Trait("Needs", "Postgres")]
public sealed class TransactionTests(PostgresFixture postgres)
{
    [Fact]
    public async Task A_rolled_back_transaction_leaves_no_log_rows()
    {
        var database = await OrdersAsync();

        await database.ExecuteAsync("BEGIN; INSERT INTO orders VALUES (1, 'a'); ROLLBACK");

        Assert.Empty(await database.LogAsync());
    }

    [Fact]
    public async Task A_rolled_back_savepoint_leaves_no_log_rows()
    {
        var database = await OrdersAsync();

        await database.ExecuteAsync("""
            BEGIN;
            INSERT INTO orders VALUES (1, 'a');
            SAVEPOINT s;
            INSERT INTO orders VALUES (2, 'b');
            ROLLBACK TO s;
            INSERT INTO orders VALUES (3, 'c');
            COMMIT;
            """);

        Assert.Equal(["I id=1 name=a", "I id=3 name=c"], await database.LogAsync());
    }

    [Fact]
    public async Task Log_rows_carry_the_writing_transactions_id_even_inside_a_savepoint()
    {
        var database = await OrdersAsync();
        await using var connection = await database.OpenAsync();

        await connection.ExecuteAsync("BEGIN");
        var xid = await connection.ScalarAsync("SELECT pg_current_xact_id()::text");
        await connection.ExecuteAsync("INSERT INTO orders VALUES (1, 'a'); SAVEPOINT s; INSERT INTO orders VALUES (2, 'b'); COMMIT");

        Assert.Equal([xid!], await database.ListAsync("SELECT DISTINCT pgcdc_xid::text FROM pgcdc.log_public_orders"));
    }

    [Fact]
    public async Task Log_rows_of_all_tables_share_one_order()
    {
        var database = await postgres.CreateDatabaseAsync();
        await database.CreateAsync(model =>
        {
            Models.Orders()(model);
            model.Entity("Line", entity =>
            {
                Models.Table(entity, "lines");
                entity.CaptureChanges();
            });
        });

        await database.ExecuteAsync("INSERT INTO orders VALUES (1)", "INSERT INTO lines VALUES (2)", "INSERT INTO orders VALUES (3)");

        Assert.Equal(["1", "2", "3"], await database.ListAsync("""
            SELECT id FROM (SELECT pgcdc_seq, id FROM pgcdc.log_public_orders UNION ALL SELECT pgcdc_seq, id FROM pgcdc.log_public_lines) l
            ORDER BY pgcdc_seq
            """));
    }

    private async Task<TestDatabase> OrdersAsync()
    {
        var database = await postgres.CreateDatabaseAsync();
        await database.CreateAsync(Models.Orders());

        return database;
    }
}
