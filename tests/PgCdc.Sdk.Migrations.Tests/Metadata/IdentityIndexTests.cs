using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using PgCdc.Sdk.Migrations.Metadata;
using PgCdc.Sdk.Migrations.Tests.Postgres;

namespace PgCdc.Sdk.Migrations.Tests.Metadata;

/// <summary>Which index is the replica identity, as models say it.</summary>
public sealed class IdentityIndexTests
{
    [CaptureChanges(ReplicaIdentityKey = [nameof(Shop), nameof(Code)])]
    private sealed class Marked
    {
        public int Id { get; set; }

        public int Shop { get; set; }

        public string Code { get; set; } = "";
    }

    [CaptureChanges(ReplicaIdentityKey = [nameof(Chip)])]
    private class Animal
    {
        public int Id { get; set; }

        public string Chip { get; set; } = "";
    }

    [CaptureChanges(ReplicaIdentityKey = [nameof(Chip)])]
    private sealed class Dog : Animal
    {
        public int Tricks { get; set; }
    }

    [Fact]
    public void The_attribute_and_both_fluent_forms_are_equal()
    {
        Assert.Equal(
            Design(model => Keyed(model).CaptureChanges()),
            Design(model => Keyed(model).CaptureChanges(capture => capture.ReplicaIdentity(CaptureReplicaIdentity.Full).ReplicaIdentityKey("Code", "Shop"))));
        Assert.Equal(
            Design(model => Keyed(model)),
            Design(model => Keyed(model).CaptureChanges(capture => capture.ReplicaIdentityKey(x => new { x.Code, x.Shop }))));
        Assert.Throws<ArgumentException>(() => Design(model => Keyed(model).CaptureChanges(capture => capture.ReplicaIdentityKey(x => x.Code.Length))));
    }

    [Fact]
    public void Another_identity_by_the_fluent_form_outweighs_the_attributes_key()
    {
        var spec = Design(model => Keyed(model).CaptureChanges(capture => capture.ReplicaIdentity(CaptureReplicaIdentity.Default)));

        Assert.Null(spec.IdentityIndex);
        Assert.Equal(["Id"], spec.OldColumns.Select(column => column.Name));
    }

    [Fact]
    public void Its_columns_are_the_key_and_come_first()
    {
        var spec = Design(model => Keyed(model));

        Assert.Equal((CaptureReplicaIdentity.Index, "AK_Marked_Code_Shop"), (spec.ReplicaIdentity, spec.IdentityIndex));
        Assert.Equal(["Code", "Shop", "Id"], spec.Columns.Select(column => column.Name));
        Assert.Equal(["Code", "Shop"], spec.OldColumns.Select(column => column.Name));
        Assert.Equal(spec, CaptureSpec.Parse(spec.ToJson()));
    }

    [Fact]
    public void A_specification_without_it_is_written_as_before()
        => Assert.Equal(
            """{"v":1,"table":"Marked","log":"log_public_Marked","publication":"pgcdc","columns":[{"name":"Id","type":"integer","key":true},{"name":"Code","type":"text"},{"name":"Shop","type":"integer"}]}""",
            Design(model => Keyed(model).CaptureChanges(capture => capture.ReplicaIdentity(CaptureReplicaIdentity.Default))).ToJson());

    [Fact]
    public void A_specification_with_it_names_its_index()
        => Assert.StartsWith(
            """{"v":1,"table":"Marked","log":"log_public_Marked","publication":"pgcdc","identity":"index","index":"AK_Marked_Code_Shop","columns":[{"name":"Code","type":"text","key":true}""",
            Design(model => Keyed(model)).ToJson(),
            StringComparison.Ordinal);

    [Fact]
    public void The_runtime_model_tells_what_the_design_time_model_tells_and_knows_a_partial_index()
    {
        using var context = ModelContext.Offline(model =>
        {
            model.Entity<Marked>().HasIndex(x => new { x.Code, x.Shop }, "a partial one").IsUnique().HasFilter("true");
            model.Entity<Marked>().HasIndex(x => new { x.Shop, x.Code }, "whole").IsUnique();
        });

        Assert.Equal("whole", context.Model.FindEntityType(typeof(Marked))!.GetCapture()!.IdentityIndex);
        Assert.Equal(
            context.GetService<IDesignTimeModel>().Model.FindEntityType(typeof(Marked))!.GetCapture(),
            context.Model.FindEntityType(typeof(Marked))!.GetCapture());
    }

    [Fact]
    public void A_hierarchy_in_one_table_is_told_by_the_key_of_its_base_and_by_none_of_a_derived_class()
    {
        var spec = Design(model =>
        {
            model.Entity<Animal>().HasAlternateKey(animal => animal.Chip);
            model.Entity<Dog>();
        });

        Assert.Equal("AK_Animal_Chip", spec.IdentityIndex);
        Assert.Equal(["Chip"], spec.OldColumns.Select(column => column.Name));
        var refusal = Assert.Throws<InvalidOperationException>(() => Design(model =>
        {
            model.Entity<Animal>().CaptureChanges(false);
            model.Entity<Dog>().CaptureChanges(capture => capture.ReplicaIdentityKey("Tricks")).HasIndex(dog => dog.Tricks).IsUnique();
        }));
        Assert.Contains("its column can be NULL", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_migration_sees_the_key_come_and_change()
    {
        Assert.IsType<AlterTableOperation>(Assert.Single(Differences(
            model => Keyed(model).CaptureChanges(capture => capture.ReplicaIdentity(CaptureReplicaIdentity.Default)), model => Keyed(model))));
        Assert.Contains(
            Differences(model => Keyed(model), model => Keyed(model).HasAlternateKey(x => new { x.Code, x.Shop }).HasName("renamed")),
            operation => operation is AlterTableOperation);
        Assert.Empty(Differences(model => Keyed(model), model => Keyed(model)));
    }

    private static Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<Marked> Keyed(ModelBuilder model)
    {
        var entity = model.Entity<Marked>();
        entity.HasAlternateKey(x => new { x.Code, x.Shop });

        return entity;
    }

    private static CaptureSpec Design(Action<ModelBuilder> model)
    {
        using var context = ModelContext.Offline(model);

        return Assert.Single(context.GetService<IDesignTimeModel>().Model.GetCaptures());
    }

    private static IReadOnlyList<MigrationOperation> Differences(Action<ModelBuilder> from, Action<ModelBuilder> to)
    {
        using var source = ModelContext.Offline(from);
        using var target = ModelContext.Offline(to);

        return target.GetService<IMigrationsModelDiffer>().GetDifferences(
            source.GetService<IDesignTimeModel>().Model.GetRelationalModel(), target.GetService<IDesignTimeModel>().Model.GetRelationalModel());
    }
}
