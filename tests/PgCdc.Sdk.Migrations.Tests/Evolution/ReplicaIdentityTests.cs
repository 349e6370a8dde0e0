using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using PgCdc.Sdk.Migrations.Metadata;
using PgCdc.Sdk.Migrations.Tests.Postgres;

namespace PgCdc.Sdk.Migrations.Tests.Evolution;

/// <summary>An alternate key's index is the replica identity: it comes, changes and goes with the index.</summary>
[Trait("Needs", "Postgres")]
public sealed class ReplicaIdentityTests(PostgresFixture postgres)
{
    private static readonly Action<ModelBuilder> ByPrimaryKey = Orders(null, Constraint);
    private static readonly Action<ModelBuilder> ByConstraint = Orders(ByCode, Constraint);
    private static readonly Action<ModelBuilder> ByIndex = Orders(ByCode, Index);

    [Fact]
    public async Task A_created_table_has_its_alternate_key_as_identity_and_in_its_log()
    {
        var database = await StartAsync(ByConstraint);

        await database.ExecuteAsync("UPDATE orders SET code = 'B', name = 'b'", "UPDATE orders SET name = 'c'", "DELETE FROM orders");

        Assert.Equal("i \"AK_orders_code\"", await IdentityAsync(database));
        Assert.Equal(
            ["I code=A id=1 name=a", "U code=B id=1 name=b old_code=A", "U code=B id=1 name=c old_code=B", "D old_code=B"],
            await LogAsync(database));
    }

    [Fact]
    public async Task An_index_that_is_created_behind_its_table_becomes_the_identity()
    {
        var database = await StartAsync(ByIndex);

        Assert.Equal("i \"IX_orders_code\"", await IdentityAsync(database));
        await database.MigrateAsync(ByIndex, null);
        Assert.Empty(await database.ListAsync("SELECT 1 FROM pg_class WHERE relname LIKE '%orders%'"));
    }

    [Fact]
    public async Task A_table_without_a_primary_key_is_told_by_its_unique_index()
    {
        var database = await StartAsync(model => model.Entity("Order", entity =>
        {
            entity.ToTable("orders").HasNoKey();
            entity.Column<int>("id");
            entity.Column<string>("name");
            entity.Property<string>("Code").HasColumnName("code").IsRequired();
            Index(entity);
            entity.CaptureChanges(ByCode);
        }));

        await database.ExecuteAsync("UPDATE orders SET name = 'b'", "DELETE FROM orders");

        Assert.Equal("i \"IX_orders_code\"", await IdentityAsync(database));
        Assert.Equal(["I code=A id=1 name=a", "U code=A id=1 name=b old_code=A", "D old_code=A"], await LogAsync(database));
    }

    [Fact]
    public async Task The_identity_goes_from_each_to_each()
    {
        var full = Orders(capture => capture.ReplicaIdentity(CaptureReplicaIdentity.Full), Constraint);
        var database = await StartAsync(ByPrimaryKey);
        List<string?> seen = [await IdentityAsync(database)];
        foreach (var (from, to) in ((Action<ModelBuilder>, Action<ModelBuilder>)[])
            [(ByPrimaryKey, ByConstraint), (ByConstraint, full), (full, ByConstraint), (ByConstraint, ByPrimaryKey)])
        {
            await database.MigrateAsync(from, to);
            await database.ExecuteAsync("UPDATE orders SET id = id + 1");
            seen.Add(await IdentityAsync(database));
        }

        Assert.Equal(["d", "i \"AK_orders_code\"", "f", "i \"AK_orders_code\"", "d"], seen);
        // Old values that were not logged then are not made up, and those that are no longer asked for go.
        Assert.Equal(
            ["I code=A id=1 name=a", "U code=A id=2 name=a", "U code=A id=3 name=a", "U code=A id=4 name=a", "U code=A id=5 name=a old_id=4"],
            await LogAsync(database));
    }

    [Fact]
    public async Task Old_values_that_were_not_logged_are_not_taken_from_the_default_that_the_column_was_added_with()
    {
        var plain = Models.Orders();
        var full = Orders(capture => capture.ReplicaIdentity(CaptureReplicaIdentity.Full), Constraint);
        var database = await postgres.CreateDatabaseAsync();
        await database.CreateAsync(plain);
        await database.MigrateAsync(plain, ByPrimaryKey);
        await database.ExecuteAsync("INSERT INTO orders (id, name, code) VALUES (1, 'a', 'A')", "UPDATE orders SET name = 'b'", "DELETE FROM orders");

        await database.MigrateAsync(ByPrimaryKey, full);

        Assert.Equal(["I code=A id=1 name=a", "U code=A id=1 name=b old_id=1", "D old_id=1"], await LogAsync(database));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_key_comes_with_its_identity_and_goes_with_it(bool constraint)
    {
        var plain = Models.Orders();
        var keyed = constraint ? ByConstraint : ByIndex;
        var database = await postgres.CreateDatabaseAsync();
        await database.CreateAsync(plain);
        await database.ExecuteAsync("INSERT INTO orders VALUES (1, 'a')");

        await database.MigrateAsync(plain, keyed);
        await database.ExecuteAsync("UPDATE orders SET code = 'A'");
        Assert.Equal(constraint ? "i \"AK_orders_code\"" : "i \"IX_orders_code\"", await IdentityAsync(database));
        Assert.Equal(["I code= id=1 name=a old_code=", "U code=A id=1 name=a old_code="], await LogAsync(database));

        await database.MigrateAsync(keyed, plain);
        await database.ExecuteAsync("DELETE FROM orders");
        Assert.Equal("d", await IdentityAsync(database));
        Assert.Equal("D old_id=1", (await database.LogAsync())[^1]);
    }

    [Fact]
    public async Task A_renamed_column_takes_its_key_along_and_back()
    {
        var renamed = Orders(ByCode, entity =>
        {
            Constraint(entity);
            entity.Property<string>("Code").HasColumnName("sku");
        });
        var database = await StartAsync(ByConstraint);

        await database.MigrateAsync(ByConstraint, renamed);
        await database.ExecuteAsync("UPDATE orders SET sku = 'B'");
        Assert.Equal("i \"AK_orders_sku\"", await IdentityAsync(database));
        Assert.Equal(["I id=1 name=a sku=A", "U id=1 name=a sku=B old_sku=A"], await LogAsync(database));

        await database.MigrateAsync(renamed, ByConstraint);
        Assert.Equal("i \"AK_orders_code\"", await IdentityAsync(database));
    }

    [Fact]
    public async Task A_renamed_index_stays_the_identity()
    {
        var renamed = Orders(ByCode, entity => entity.HasIndex("Code").IsUnique().HasDatabaseName("by \"code\""));
        var database = await StartAsync(ByIndex);

        await database.MigrateAsync(ByIndex, renamed, operations =>
        {
            Assert.Contains(operations, operation => operation is RenameIndexOperation);
            return operations;
        });
        Assert.Equal("i \"by \"\"code\"\"\"", await IdentityAsync(database));

        await database.MigrateAsync(renamed, ByPrimaryKey);
        Assert.Equal("d", await IdentityAsync(database));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_renamed_table_keeps_its_identity(bool constraint)
    {
        var from = constraint ? ByConstraint : ByIndex;
        var renamed = Orders(ByCode, entity =>
        {
            (constraint ? (Action<EntityTypeBuilder>)Constraint : Index)(entity);
            entity.ToTable("purchases");
        });
        var database = await StartAsync(from);

        await database.MigrateAsync(from, renamed);
        Assert.Equal(constraint ? "i \"AK_purchases_code\"" : "i \"IX_purchases_code\"", await IdentityAsync(database, "purchases"));

        await database.MigrateAsync(renamed, from);
        Assert.Equal(constraint ? "i \"AK_orders_code\"" : "i \"IX_orders_code\"", await IdentityAsync(database));
    }

    [Fact]
    public async Task Another_key_takes_the_place_of_the_first()
    {
        var both = Orders(capture => capture.ReplicaIdentityKey("Shop", "Code"), entity => entity.HasAlternateKey("Code", "Shop"));
        var database = await StartAsync(ByConstraint);

        await database.MigrateAsync(ByConstraint, both);
        await database.ExecuteAsync("UPDATE orders SET shop = 2");
        Assert.Equal("i \"AK_orders_code_shop\"", await IdentityAsync(database));
        Assert.Equal(["I code=A id=1 name=a", "U code=A id=1 name=a shop=2 old_code=A old_shop=0"], await LogAsync(database));

        await database.MigrateAsync(both, ByConstraint);
        Assert.Equal("i \"AK_orders_code\"", await IdentityAsync(database));
    }

    [Fact]
    public async Task A_column_that_may_be_null_from_now_on_leaves_the_identity_first()
    {
        var nullable = Orders(null, entity => entity.Property<string?>("Code").HasColumnName("code").IsRequired(false));
        nullable += model => model.Entity("Order").HasIndex("Code").IsUnique();
        var database = await StartAsync(ByIndex);

        await database.MigrateAsync(ByIndex, nullable);

        Assert.Equal("d", await IdentityAsync(database));
        Assert.Equal("1", await database.ScalarAsync("SELECT count(*) FROM pg_class WHERE relname = 'IX_orders_code'"));
        await database.ExecuteAsync("UPDATE orders SET code = NULL");
    }

    [Fact]
    public async Task A_retyped_column_stays_in_the_identity()
    {
        var wider = Orders(ByCode, entity =>
        {
            Constraint(entity);
            entity.Property<string>("Code").HasColumnType("character varying(40)");
        });
        var database = await StartAsync(ByConstraint);

        await database.MigrateAsync(ByConstraint, wider);

        Assert.Equal("i \"AK_orders_code\"", await IdentityAsync(database));
    }

    [Fact]
    public async Task An_index_that_a_migration_drops_and_makes_anew_by_hand_is_the_identity_again()
    {
        var database = await StartAsync(ByIndex);

        await database.MigrateAsync(ByIndex, ByIndex, _ =>
        [
            new DropIndexOperation { Table = "orders", Name = "IX_orders_code" },
            new SqlOperation { Sql = "UPDATE orders SET name = 'b'" },
            new CreateIndexOperation { Table = "orders", Name = "IX_orders_code", Columns = ["code"], IsUnique = true },
        ]);

        Assert.Equal("i \"IX_orders_code\"", await IdentityAsync(database));
    }

    [Fact]
    public async Task Switched_off_the_table_has_the_default_identity_again()
    {
        var off = Orders(null, Constraint) + (model => model.Entity("Order").CaptureChanges(false));
        var database = await StartAsync(ByConstraint);

        await database.MigrateAsync(ByConstraint, off);

        Assert.Equal("d", await IdentityAsync(database));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_primary_key_may_be_kept_in_the_database_then(bool constraint)
    {
        var model = Orders(capture => capture.ReplicaIdentityKey("Code").Exclude("Id"), constraint ? Constraint : Index);
        var database = await StartAsync(model);

        await database.ExecuteAsync("UPDATE orders SET id = 2", "DELETE FROM orders");

        Assert.Equal(["I code=A name=a", "U code=A name=a old_code=A", "D old_code=A"], await LogAsync(database));
        Assert.Equal("{code,name,shop}", await database.ScalarAsync("SELECT array_agg(name ORDER BY name)::text FROM pg_publication_tables, unnest(attnames) AS name"));
    }

    [Theory]
    [InlineData("Code", "code")]
    [InlineData("Shop", "shop")]
    public async Task Many_rows_that_change_their_key_at_once_keep_their_pairs(string property, string column)
    {
        // Text is paired by a join, a number by arrays.
        var database = await postgres.CreateDatabaseAsync();
        await database.CreateAsync(Orders(capture => capture.ReplicaIdentityKey(property), entity => entity.HasAlternateKey(property)));
        await database.ExecuteAsync("INSERT INTO orders (id, code, shop) SELECT n, n, n FROM generate_series(1, 1000) n");

        await database.ExecuteAsync("UPDATE orders SET code = 1000000 + id, shop = 1000000 + id");

        Assert.Equal("1000", await database.ScalarAsync(
            $"SELECT count(*) FROM pgcdc.log_public_orders WHERE pgcdc_op = 'U' AND {column}::bigint = 1000000 + id AND pgcdc_old_{column}::bigint = id"));
    }

    private static Action<ModelBuilder> Orders(Action<CaptureBuilder>? capture, Action<EntityTypeBuilder> more) => Models.Orders(capture, entity =>
    {
        entity.Property<string>("Code").HasColumnName("code").HasDefaultValue("").IsRequired();
        entity.Property<int>("Shop").HasColumnName("shop").HasDefaultValue(0);
        more(entity);
    });

    private static void ByCode(CaptureBuilder capture) => capture.ReplicaIdentityKey("Code");

    private static void Constraint(EntityTypeBuilder entity) => entity.HasAlternateKey("Code");

    private static void Index(EntityTypeBuilder entity) => entity.HasIndex("Code").IsUnique();

    private async Task<TestDatabase> StartAsync(Action<ModelBuilder> model)
    {
        var database = await postgres.CreateDatabaseAsync();
        await database.CreateAsync(model);
        await database.ExecuteAsync("INSERT INTO orders (id, name, code) VALUES (1, 'a', 'A')");

        return database;
    }

    private static Task<string?> IdentityAsync(TestDatabase database, string table = "orders")
        => database.ScalarAsync(
            $"""
            SELECT relreplident::text || coalesce(' ' || indexrelid::regclass::text, '')
            FROM pg_class LEFT JOIN pg_index ON indrelid = pg_class.oid AND indisreplident WHERE relname = '{table}'
            """);

    /// <summary>The log, each row by the names of its columns, without the one that most tests leave at its default.</summary>
    private static async Task<IEnumerable<string>> LogAsync(TestDatabase database)
        => (await database.LogAsync()).Select(row => string.Join(' ', row.Split(' ')
            .Where(part => part != "shop=0")
            .OrderBy(part => part.Contains('=', StringComparison.Ordinal))
            .ThenBy(part => part.StartsWith("old_", StringComparison.Ordinal))
            .ThenBy(part => part, StringComparer.Ordinal)));
}
