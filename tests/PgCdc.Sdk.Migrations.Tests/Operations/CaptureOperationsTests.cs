using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using PgCdc.Sdk.Migrations.Metadata;
using PgCdc.Sdk.Migrations.Operations;

namespace PgCdc.Sdk.Migrations.Tests.Operations;

/// <summary>The rewriting of operation lists, without a server.</summary>
public sealed class CaptureOperationsTests
{
    private static readonly CaptureSpec Orders = new()
    {
        Schema = "shop",
        Table = "orders",
        LogTable = "log_shop_orders",
        Publication = "pgcdc",
        Columns = [new CapturedColumn("id", "bigint", IsKey: true), new CapturedColumn("note", "text")],
    };

    [Fact]
    public void Operations_without_capture_are_handed_on_as_they_are()
    {
        MigrationOperation[] operations = [new SqlOperation { Sql = "SELECT 1" }, new DropTableOperation { Name = "t" }];

        Assert.Same(operations, CaptureOperations.Rewrite(operations, []));
    }

    [Fact]
    public void A_created_table_is_captured_right_after_it()
        => Assert.Equal(
            [
                "CreateTableOperation",
                "CREATE TABLE pgcdc.\"log_shop_orders\"",
                "CREATE OR REPLACE FUNCTION",
                "REVOKE ALL ON",
                "DO $pgcdc$",
                "ALTER PUBLICATION \"pgcdc\" ADD TABLE",
                "InsertDataOperation",
            ],
            Steps(Create(Orders), new InsertDataOperation { Table = "orders" }));

    [Fact]
    public void Triggers_go_before_the_function_they_use_and_before_anything_else()
        => Assert.Equal(
            [
                "ALTER PUBLICATION \"pgcdc\" DROP TABLE",
                "DROP TRIGGER IF EXISTS \"pgcdc_capture_insert\"",
                "DROP TRIGGER IF EXISTS \"pgcdc_capture_update\"",
                "DROP TRIGGER IF EXISTS \"pgcdc_capture_delete\"",
                "DROP TRIGGER IF EXISTS \"pgcdc_capture_truncate\"",
                "DROP TRIGGER IF EXISTS \"pgcdc_capture_row\"",
                "DROP TRIGGER IF EXISTS \"~pgcdc_capture_order\"",
                "DROP TRIGGER IF EXISTS \"~pgcdc_capture_order_begin\"",
                "DROP TRIGGER IF EXISTS \"~pgcdc_capture_order_end\"",
                "DROP FUNCTION IF EXISTS",
                "DROP TABLE IF EXISTS",
                "AlterDatabaseOperation",
                "AlterTableOperation",
                "DROP PUBLICATION IF EXISTS",
                "DO $pgcdc$",
                "DO $pgcdc$",
            ],
            Steps(Database(new SchemaSpec("pgcdc", true, null), null), Alter(Orders, null)));

    [Fact]
    public void Schema_sequence_and_publication_are_there_before_the_first_captured_table()
        => Assert.Equal(
            [
                "DO $pgcdc$", "CREATE SEQUENCE IF NOT EXISTS", "DO $pgcdc$", "CREATE TABLE IF", "CREATE OR REPLACE VIEW",
                "CREATE OR REPLACE FUNCTION", "CREATE OR REPLACE FUNCTION", "CREATE OR REPLACE FUNCTION", "CREATE OR REPLACE FUNCTION", "CREATE OR REPLACE FUNCTION",
                "REVOKE ALL ON",
                "DO $pgcdc$", "CreateTableOperation", "CREATE TABLE pgcdc.\"log_shop_orders\"",
            ],
            Steps(Create(Orders), Database(null, new SchemaSpec("pgcdc", true, null))).Take(14));

    [Fact]
    public void A_dropped_tables_function_and_log_go_after_it()
    {
        var drop = new DropTableOperation { Schema = "shop", Name = "orders" };
        drop.AddAnnotation(PgCdcAnnotationNames.Capture, Orders.ToJson());

        Assert.Equal(["DropTableOperation", "DROP FUNCTION IF EXISTS", "DROP TABLE IF EXISTS"], Steps(drop));
    }

    [Fact]
    public void An_added_column_changes_log_and_function_and_leaves_the_triggers()
    {
        var wider = Orders with { Columns = [.. Orders.Columns, new CapturedColumn("amount", "integer")] };

        var operations = Rewrite(Alter(Orders, wider), new AddColumnOperation { Schema = "shop", Table = "orders", Name = "amount" });

        Assert.Equal(
            ["AlterTableOperation", "AddColumnOperation", "DO $pgcdc$", "CREATE OR REPLACE FUNCTION"],
            operations.Select(Step));
        Assert.Contains("ALTER TABLE pgcdc.\"log_shop_orders\" ADD COLUMN \"amount\" integer", Sql(operations[2]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_renamed_table_keeps_its_triggers()
    {
        var purchases = Orders with { Table = "purchases", LogTable = "log_shop_purchases" };

        Assert.Equal(
            [
                "RenameTableOperation",
                "AlterTableOperation",
                "ALTER TABLE pgcdc.\"log_shop_orders\" RENAME TO",
                "ALTER FUNCTION pgcdc.\"capture_shop_orders\"() RENAME TO",
                "CREATE OR REPLACE FUNCTION",
            ],
            Steps(new RenameTableOperation { Schema = "shop", Name = "orders", NewSchema = "shop", NewName = "purchases" }, Alter(Orders, purchases)));
    }

    [Fact]
    public void A_column_dropped_before_the_table_is_renamed_is_found_under_the_old_name()
    {
        var purchases = Orders with { Table = "purchases", LogTable = "log_shop_purchases", Columns = [Orders.Columns[0]] };

        var operations = Rewrite(
            new DropColumnOperation { Schema = "shop", Table = "orders", Name = "note" },
            new RenameTableOperation { Schema = "shop", Name = "orders", NewSchema = "shop", NewName = "purchases" },
            Alter(Orders, purchases));

        Assert.Equal("ALTER TABLE pgcdc.\"log_shop_orders\"\n    DROP COLUMN \"note\";", Sql(operations[1]));
    }

    [Fact]
    public void A_table_with_a_column_list_leaves_the_publication_while_a_column_goes()
    {
        var listed = Orders with { Columns = [.. Orders.Columns, new CapturedColumn("secret", "text", IsExcluded: true)] };
        var narrower = listed with { Columns = [listed.Columns[0], listed.Columns[2]] };

        var operations = Rewrite(new DropColumnOperation { Schema = "shop", Table = "orders", Name = "note" }, Alter(listed, narrower));

        Assert.Equal(
            [
                "ALTER PUBLICATION \"pgcdc\" DROP TABLE",
                "DropColumnOperation",
                "ALTER TABLE pgcdc.\"log_shop_orders\"",
                "CREATE OR REPLACE FUNCTION",
                "ALTER PUBLICATION \"pgcdc\" ADD TABLE",
                "AlterTableOperation",
            ],
            operations.Select(Step));
        Assert.Equal("ALTER PUBLICATION \"pgcdc\" ADD TABLE \"shop\".\"orders\" (\"id\");", Sql(operations[4]));
    }

    [Fact]
    public void A_change_of_identity_leaves_the_triggers()
        => Assert.Equal(
            ["AlterTableOperation", "ALTER TABLE pgcdc.\"log_shop_orders\"", "CREATE OR REPLACE FUNCTION", "ALTER TABLE \"shop\".\"orders\" REPLICA IDENTITY", "DO $pgcdc$"],
            Steps(Alter(Orders, Orders with { ReplicaIdentity = CaptureReplicaIdentity.Full })));

    [Fact]
    public void An_index_is_the_identity_once_it_is_there_and_no_longer_before_it_goes()
    {
        var keyed = Orders with
        {
            ReplicaIdentity = CaptureReplicaIdentity.Index,
            IdentityIndex = "IX_orders_note",
            Columns = [new CapturedColumn("note", "text", IsKey: true), new CapturedColumn("id", "bigint")],
        };

        var up = Rewrite(Alter(Orders, keyed), new CreateIndexOperation { Schema = "shop", Table = "orders", Name = "IX_orders_note", Columns = ["note"] });
        var down = Rewrite(new DropIndexOperation { Schema = "shop", Table = "orders", Name = "IX_orders_note" }, Alter(keyed, Orders));

        string[] log = ["ALTER TABLE pgcdc.\"log_shop_orders\"", "ALTER TABLE pgcdc.\"log_shop_orders\"", "CREATE OR REPLACE FUNCTION"];
        string[] identity = ["ALTER TABLE \"shop\".\"orders\" REPLICA IDENTITY", "DO $pgcdc$"];
        Assert.Equal(["AlterTableOperation", "CreateIndexOperation", .. identity, .. log], up.Select(Step));
        Assert.Equal("ALTER TABLE \"shop\".\"orders\" REPLICA IDENTITY USING INDEX \"IX_orders_note\";", Sql(up[2]));
        Assert.Equal([.. identity, "DropIndexOperation", "AlterTableOperation", .. log], down.Select(Step));
        Assert.Equal("ALTER TABLE \"shop\".\"orders\" REPLICA IDENTITY DEFAULT;", Sql(down[0]));
    }

    [Fact]
    public void Up_and_down_are_each_others_reverse_for_the_log()
    {
        var wider = Orders with { Columns = [.. Orders.Columns, new CapturedColumn("amount", "integer")] };

        var up = Rewrite(Alter(Orders, wider), new AddColumnOperation { Schema = "shop", Table = "orders", Name = "amount" });
        var down = Rewrite(new DropColumnOperation { Schema = "shop", Table = "orders", Name = "amount" }, Alter(wider, Orders));

        Assert.Contains("ADD COLUMN \"amount\" integer", string.Concat(up.Select(Sql)), StringComparison.Ordinal);
        Assert.Contains("DROP COLUMN \"amount\"", string.Concat(down.Select(Sql)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_contains_the_dollar_quote_gets_another_one()
    {
        var spec = Orders with { Columns = [.. Orders.Columns, new CapturedColumn("$pgcdc$; DROP TABLE x; --", "text")] };

        var function = Rewrite(Create(spec)).Select(Sql).Single(sql => sql.StartsWith("CREATE OR REPLACE FUNCTION", StringComparison.Ordinal));

        Assert.Equal(3, function.Split("$pgcdc1$").Length);
    }

    [Fact]
    public void An_annotation_of_a_newer_version_is_refused_with_what_to_do()
    {
        var create = new CreateTableOperation { Name = "orders" };
        create.AddAnnotation(PgCdcAnnotationNames.Capture, "{\"v\":2}");

        var exception = Assert.Throws<FormatException>(() => CaptureOperations.Rewrite([create], []));

        Assert.Contains("update PgCdc.Sdk.Migrations", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Trap 5: what a migration of version 1 says must go on doing what it did.</summary>
    [Fact]
    public void The_text_of_version_1_stays_what_it_is()
    {
        var spec = Orders with { GrantTo = "app", Operations = ChangeOperations.Insert, ReplicaIdentity = CaptureReplicaIdentity.Full, LogReplicatedChanges = false };
        const string Text = """{"v":1,"schema":"shop","table":"orders","log":"log_shop_orders","publication":"pgcdc","grantTo":"app","operations":"I","identity":"full","replicated":false,"columns":[{"name":"id","type":"bigint","key":true},{"name":"note","type":"text"}]}""";

        Assert.Equal(Text, spec.ToJson());
        Assert.Equal(spec, CaptureSpec.Parse(Text));
    }

    private static IReadOnlyList<MigrationOperation> Rewrite(params MigrationOperation[] operations) => CaptureOperations.Rewrite(operations, []);

    private static IEnumerable<string> Steps(params MigrationOperation[] operations) => Rewrite(operations).Select(Step);

    /// <summary>An operation's type, or the beginning of its SQL up to the name that tells it apart.</summary>
    private static string Step(MigrationOperation operation)
    {
        if (operation is not SqlOperation { Sql: var sql })
        {
            return operation.GetType().Name;
        }

        string[] starts =
        [
            "CREATE TABLE pgcdc.\"log_shop_orders\"", "CREATE OR REPLACE FUNCTION", "CREATE OR REPLACE VIEW", "REVOKE ALL ON", "CREATE SEQUENCE IF NOT EXISTS", "DO $pgcdc$",
            "ALTER TABLE \"shop\".\"orders\" REPLICA IDENTITY",
            "ALTER PUBLICATION \"pgcdc\" ADD TABLE", "ALTER PUBLICATION \"pgcdc\" DROP TABLE", "DROP PUBLICATION IF EXISTS",
            "DROP FUNCTION IF EXISTS", "DROP TABLE IF EXISTS", "ALTER TABLE pgcdc.\"log_shop_orders\" RENAME TO",
            "ALTER TABLE pgcdc.\"log_shop_orders\"", "ALTER FUNCTION pgcdc.\"capture_shop_orders\"() RENAME TO",
        ];

        return starts.FirstOrDefault(start => sql.StartsWith(start, StringComparison.Ordinal))
            ?? string.Join(' ', sql.Split(' ').Take(sql.StartsWith("DROP TRIGGER", StringComparison.Ordinal) ? 5 : 3));
    }

    private static string Sql(MigrationOperation operation) => (operation as SqlOperation)?.Sql ?? "";

    private static CreateTableOperation Create(CaptureSpec spec)
    {
        var create = new CreateTableOperation { Schema = spec.Schema, Name = spec.Table };
        create.AddAnnotation(PgCdcAnnotationNames.Capture, spec.ToJson());

        return create;
    }

    private static AlterTableOperation Alter(CaptureSpec from, CaptureSpec? to)
    {
        var alter = new AlterTableOperation { Schema = (to ?? from).Schema, Name = (to ?? from).Table };
        alter.OldTable.AddAnnotation(PgCdcAnnotationNames.Capture, from.ToJson());
        if (to is not null)
        {
            alter.AddAnnotation(PgCdcAnnotationNames.Capture, to.ToJson());
        }

        return alter;
    }

    private static AlterDatabaseOperation Database(SchemaSpec? from, SchemaSpec? to)
    {
        var alter = new AlterDatabaseOperation();
        Annotate(alter.OldDatabase, from);
        Annotate(alter, to);

        return alter;

        static void Annotate(Annotatable annotatable, SchemaSpec? spec)
        {
            if (spec is not null)
            {
                annotatable.AddAnnotation(PgCdcAnnotationNames.Schema, spec.ToJson());
            }
        }
    }
}
