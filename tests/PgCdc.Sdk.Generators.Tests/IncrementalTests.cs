using System.Globalization;
using Microsoft.CodeAnalysis;
using PgCdc.Sdk.Generators.Model;
using PgCdc.Sdk.Generators.Tests.Harness;

namespace PgCdc.Sdk.Generators.Tests;

/// <summary>What an edit re-runs, and what it does not. That an unrelated edit re-emits nothing is asserted by every test's harness.</summary>
public sealed class IncrementalTests
{
    private const string Entity = """
        namespace Shop;

        [CaptureChanges]
        public partial class Order
        {
            public long Id { get; set; }
            public State State { get; set; }
        }
        """;

    private const string Enum = "namespace Shop; public enum State { New, Sent }";

    private const string Handler = """
        namespace Shop;

        public sealed class Projection : IOnOrderInsert
        {
            public ValueTask OnInsertAsync(OrderInsert change, CancellationToken cancellationToken) => default;
        }
        """;

    [Fact]
    public void The_same_source_yields_equal_models()
    {
        var first = GeneratorHarness.Check(Entity, Enum, Handler);
        var second = GeneratorHarness.Check(Entity, Enum, Handler);

        AssertEqualModels(first, second);
    }

    [Fact]
    public void Moved_and_reformatted_source_yields_equal_models()
    {
        var first = GeneratorHarness.Check(Entity, Enum, Handler);
        var second = GeneratorHarness.Check(
            Handler.Replace("{", "\n\n{ // moved\n", StringComparison.Ordinal),
            "// a line above\n\n" + Enum,
            "/* elsewhere */\n" + Entity.Replace("    ", "\t", StringComparison.Ordinal));

        AssertEqualModels(first, second);
    }

    [Fact]
    public void An_edit_above_an_entity_reemits_nothing()
    {
        var reasons = Reemitted(Entity, Entity.Replace("namespace Shop;", "namespace Shop;\n// a comment\n", StringComparison.Ordinal));

        Assert.Empty(reasons);
    }

    [Fact]
    public void A_new_property_reemits_its_entity_but_not_the_registration()
    {
        var reemitted = Reemitted(Entity, Entity.Replace("public long Id", "public int Count { get; set; } public long Id", StringComparison.Ordinal));

        Assert.Equal(["PgCdc.Shop.Order.Changes.g.cs", "PgCdc.Shop.Order.Decoder.g.cs"], reemitted);
    }

    [Fact]
    public void A_change_of_a_members_type_in_another_file_reaches_the_decoder()
    {
        var reemitted = Reemitted(Enum, Enum.Replace("Sent", "Sent, Gone", StringComparison.Ordinal));

        Assert.Equal(["PgCdc.Shop.Order.Decoder.g.cs"], reemitted);
    }

    [Fact]
    public void A_new_handler_reemits_the_registration_only()
    {
        var reemitted = Reemitted(Handler, Handler.Replace("IOnOrderInsert\n", "IOnOrderInsert\n{ } public sealed class Second : IOnUpdate<Order>\n", StringComparison.Ordinal));

        Assert.Equal(["PgCdc.Registrations.g.cs"], reemitted);
    }

    [Fact]
    public void A_property_of_another_part_is_seen()
    {
        var reemitted = Reemitted(Enum, Enum + " public partial class Order { public string? Note { get; set; } }");

        Assert.Equal(["PgCdc.Shop.Order.Changes.g.cs", "PgCdc.Shop.Order.Decoder.g.cs"], reemitted);
    }

    [Fact]
    public void The_steps_say_why_they_ran()
    {
        var input = TestCompilation.Create(Entity, Enum, Handler);
        var first = GeneratorRun.Of(input);
        Assert.All(first.Reasons(StepNames.EntitySpecs), static reason => Assert.Equal(IncrementalStepRunReason.New, reason));

        var moved = first.Then(Edit(input, Entity, "\n\n" + Entity));
        Assert.Equal([IncrementalStepRunReason.Modified], moved.Reasons(StepNames.Entities));
        Assert.Equal([IncrementalStepRunReason.Unchanged], moved.Reasons(StepNames.EntitySpecs));
        Assert.Equal([IncrementalStepRunReason.Cached], moved.Reasons(StepNames.Registrations));

        var changed = moved.Then(Edit(input, Entity, Entity.Replace("long", "int", StringComparison.Ordinal)));
        Assert.Equal([IncrementalStepRunReason.Modified], changed.Reasons(StepNames.EntitySpecs));
        Assert.Equal([IncrementalStepRunReason.Unchanged], changed.Reasons(StepNames.Registrations));
    }

    [Fact]
    public void An_assembly_without_the_runtime_gets_no_code()
    {
        var run = GeneratorHarness.Check(TestCompilation.Create(Entity, Enum).WithoutRuntime());

        Assert.Empty(run.Files);
        Assert.Equal("PGCDC0005", Assert.Single(run.Diagnostics).Id);
    }

    [Fact]
    public void The_culture_of_the_machine_makes_no_difference()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            var plain = Texts(Run("en-US"));
            Assert.Equal(plain, Texts(Run("tr-TR")));
            Assert.Equal(plain, Texts(Run("ar-SA")));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        static GeneratorRun Run(string culture)
        {
            // A culture of its own, because the tests run without ICU's.
            var custom = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            custom.NumberFormat.NegativeSign = culture == "en-US" ? "-" : "\u2212";
            CultureInfo.CurrentCulture = custom;
            return GeneratorHarness.Check(Entity, Enum, "[HandlerOrder(-12)] " + Handler.Replace("namespace Shop;", "", StringComparison.Ordinal).Replace("IOnOrderInsert", "Shop.IOnOrderInsert", StringComparison.Ordinal));
        }
    }

    private static string[] Texts(GeneratorRun run) => [.. run.Files.Select(static file => file.SourceText.ToString())];

    private static void AssertEqualModels(GeneratorRun first, GeneratorRun second)
    {
        foreach (var step in new[] { StepNames.EntitySpecs, StepNames.HandlerSpecs, StepNames.Registrations })
        {
            var left = Assert.Single(first.Values(step));
            var right = Assert.Single(second.Values(step));
            Assert.NotSame(left, right);
            Assert.Equal(left, right);
            Assert.Equal(left.GetHashCode(), right.GetHashCode());
        }

        Assert.IsType<EntitySpec>(Assert.Single(first.Values(StepNames.EntitySpecs)));
    }

    private static Compilation Edit(Compilation input, string before, string after)
    {
        var tree = input.SyntaxTrees.Single(tree => tree.ToString() == before);
        return input.ReplaceSyntaxTree(tree, TestCompilation.Parse(after, tree.FilePath));
    }

    /// <summary>The files whose text an edit changed.</summary>
    private static string[] Reemitted(string before, string after)
    {
        var input = TestCompilation.Create(Entity, Enum, Handler);
        var first = GeneratorRun.Of(input);
        var second = first.Then(Edit(input, before, after));
        var texts = first.Files.ToDictionary(static file => file.HintName, static file => file.SourceText);
        return
        [
            .. second.Files
                .Where(file => !file.SourceText.ContentEquals(texts[file.HintName]))
                .Select(static file => file.HintName)
                .Order(StringComparer.Ordinal),
        ];
    }
}
