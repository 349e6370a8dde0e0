using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using PgCdc.Sdk.Migrations.Tests.Postgres;

namespace PgCdc.Sdk.Migrations.Tests.Metadata;

/// <summary>Each mistake is one sentence when the model is built.</summary>
public sealed class CaptureRulesTests
{
    [Fact]
    public void Without_a_key()
        => Says("has no primary key", model => model.Entity("E", entity =>
        {
            entity.ToTable("e");
            entity.Column<int>("a");
            entity.HasNoKey();
            entity.CaptureChanges();
        }));

    [Fact]
    public void Without_a_table()
        => Says("is not mapped to a table", model => model.Entity("E", entity =>
        {
            Models.Table(entity, "e");
            entity.ToTable((string?)null);
            entity.ToView("v");
            entity.CaptureChanges();
        }));

    [Fact]
    public void Excluding_what_is_not_there()
        => Says("excludes 'Nope' from capture and has no mapped property of that name", Models.Orders(capture => capture.Exclude("Nope")));

    [Fact]
    public void Excluding_the_key() => Says("part of its key", Models.Orders(capture => capture.Exclude("Id")));

    [Fact]
    public void Capturing_no_operation() => Says("captures no operation", Models.Orders(capture => capture.Operations(ChangeOperations.None)));

    [Fact]
    public void Replica_identity_full_with_excluded_columns()
        => Says("cannot publish together", Models.Orders(capture => capture.ReplicaIdentity(CaptureReplicaIdentity.Full).Exclude("Name")));

    [Theory]
    [InlineData("names 'Nope' in its replica identity key and has no mapped property of that name", "Nope")]
    [InlineData("names 'Name' in its replica identity key and its column can be NULL", "Name")]
    [InlineData("names its primary key as replica identity key", "Id")]
    [InlineData("names (Code, Id) as replica identity key and has neither an alternate key nor a unique index", "Id", "Code")]
    [InlineData("names (Code) as replica identity key and has neither an alternate key nor a unique index", "Code")]
    public void A_replica_identity_key_that_no_index_can_be(string sentence, params string[] key)
        => Says(sentence, Models.Orders(capture => capture.ReplicaIdentityKey(key), entity =>
        {
            entity.Property<string>("Code").IsRequired();
            entity.HasIndex("Code").IsUnique().HasFilter("true");
            entity.HasIndex(["Code"], "plain");
        }));

    [Fact]
    public void An_index_as_replica_identity_without_its_key()
        => Says("does not name its properties", Models.Orders(capture => capture.ReplicaIdentity(CaptureReplicaIdentity.Index)));

    [Fact]
    public void A_replica_identity_key_beside_replica_identity_full()
        => Says("leave one of the two out", model => model.Entity<Undecided>());

    [Fact]
    public void A_column_with_a_name_of_ours()
        => Says("belong to its log table", Models.Orders(null, entity => entity.Column<int>("pgcdc_op")));

    [Fact]
    public void A_thousand_columns_with_replica_identity_full()
        => Says("PostgreSQL allows 1600", Models.Orders(capture => capture.ReplicaIdentity(CaptureReplicaIdentity.Full), entity =>
        {
            for (var i = 0; i < 998; i++)
            {
                entity.Column<int>(string.Create(CultureInfo.InvariantCulture, $"c{i}"));
            }
        }));

    [Fact]
    public void Two_types_of_one_table_that_are_captured_differently()
        => Says("capture it differently", model =>
        {
            model.Entity<Base>().CaptureChanges();
            model.Entity<Derived>().CaptureChanges(capture => capture.WithoutLog());
        });

    [Fact]
    public void A_row_that_lies_in_two_tables()
        => Says("lies in more than one table", model =>
        {
            model.Entity<Base>().UseTptMappingStrategy();
            model.Entity<Derived>().ToTable("derived").CaptureChanges();
        });

    [Fact]
    public void The_provider_is_missing()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => new DbContext(new DbContextOptionsBuilder().UsePgCdc().Options).Model);

        Assert.Contains("call UseNpgsql(…) first", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Trap 4: services can be decorated only after they are there.</summary>
    [Fact]
    public void The_provider_comes_too_late()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => new DbContext(new DbContextOptionsBuilder().UsePgCdc().UseNpgsql().Options).Model);

        Assert.Contains("call UseNpgsql(…) first", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Trap 4: a replaced generator would win silently.</summary>
    [Fact]
    public void The_sql_generator_is_replaced()
    {
        var options = new DbContextOptionsBuilder().UseNpgsql().UsePgCdc().ReplaceService<IMigrationsSqlGenerator, MigrationsSqlGenerator>().Options;

        var exception = Assert.Throws<InvalidOperationException>(() => new DbContext(options).Model);

        Assert.Contains("IMigrationsSqlGenerator", exception.Message, StringComparison.Ordinal);
    }

    [CaptureChanges(ReplicaIdentity = CaptureReplicaIdentity.Full, ReplicaIdentityKey = [nameof(Code)])]
    private sealed class Undecided
    {
        public int Id { get; set; }

        public string Code { get; set; } = "";
    }

    private class Base
    {
        public int Id { get; set; }
    }

    private sealed class Derived : Base
    {
        public string? More { get; set; }
    }

    private static void Says(string sentence, Action<ModelBuilder> model)
    {
        using var context = ModelContext.Offline(model);

        var exception = Assert.Throws<InvalidOperationException>(() => context.GetService<IDesignTimeModel>().Model.GetRelationalModel());

        Assert.Contains(sentence, exception.Message, StringComparison.Ordinal);
    }
}
