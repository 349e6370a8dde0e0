using PgCdc.Sdk.CodeFixes;

namespace PgCdc.Sdk.Generators.Tests.CodeFixes;

/// <summary>What an IDE offers, and what it leaves behind.</summary>
public sealed class CodeFixTests
{
    private const string Order = """
        [CaptureChanges]
        public class Order
        {
            public long Id { get; set; }
        }

        """;

    [Fact]
    public async Task A_class_without_a_key_is_offered_each_property_that_could_be_one()
    {
        var actions = await FixHarness.OfferedAsync(new KeyFix(), "PGCDC0001", """
            [CaptureChanges]
            public class Order
            {
                public string Number { get; set; } = "";
                public System.Guid Reference { get; set; }
                public string? Note { get; set; }
                public int? Rank { get; set; }
                public double Weight { get; set; }
                public byte[]? Image { get; set; }
            }
            """);

        Assert.Equal(["Mark 'Number' with [Key]", "Mark 'Reference' with [Key]"], actions.Select(static action => action.Title));
    }

    [Fact]
    public async Task A_key_is_marked_and_its_namespace_is_used()
    {
        var text = await FixHarness.FixAsync(new KeyFix(), "PGCDC0001", "Mark 'Number' with [Key]", """
            // The shop's orders.
            using System.Text;

            namespace Shop;

            [CaptureChanges]
            public class Order
            {
                /// <summary>What the customer reads.</summary>
                public string Number { get; set; } = "";
            }
            """);

        Assert.Equal(
            """
            // The shop's orders.
            using System.ComponentModel.DataAnnotations;
            using System.Text;

            namespace Shop;

            [CaptureChanges]
            public class Order
            {
                /// <summary>What the customer reads.</summary>
                [Key]
                public string Number { get; set; } = "";
            }
            """,
            text);
    }

    [Fact]
    public async Task A_namespace_that_is_used_is_not_used_twice()
    {
        const string Source = """
            using System.ComponentModel.DataAnnotations;

            [CaptureChanges]
            public class Order
            {
                [MaxLength(20)] public string Number { get; set; } = "";
            }
            """;

        Assert.Equal(
            Source.Replace("[MaxLength", "[Key]\n    [MaxLength", StringComparison.Ordinal),
            await FixHarness.FixAsync(new KeyFix(), "PGCDC0001", "Mark 'Number' with [Key]", Source));
    }

    [Fact]
    public async Task A_file_without_usings_gets_one_before_its_first_line()
    {
        var text = await FixHarness.FixAsync(new KeyFix(), "PGCDC0001", "Mark 'Number' with [Key]", """
            [CaptureChanges]
            public class Order
            {
                public int Number { get; set; }
            }
            """);

        Assert.StartsWith("using System.ComponentModel.DataAnnotations;\n", text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("    [Key]\n    public int Number", text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_methods_that_a_handler_lacks_are_added_at_once()
    {
        var text = await FixHarness.FixAsync(new HandlerMethodsFix(), "CS0535", "Add the handler's methods", Order + """
            public class Handler : IOnOrderInsert, IOnOrderDelete, IOnBatch<Order>;
            """);

        Assert.Equal(
            Order + """
            public class Handler : IOnOrderInsert, IOnOrderDelete, IOnBatch<Order>
            {
                public ValueTask OnBatchAsync(IReadOnlyList<Change<Order>> changes, CancellationToken cancellationToken) => throw new NotImplementedException();

                public ValueTask OnDeleteAsync(OrderDelete change, CancellationToken cancellationToken) => throw new NotImplementedException();

                public ValueTask OnInsertAsync(OrderInsert change, CancellationToken cancellationToken) => throw new NotImplementedException();
            }
            """.ReplaceLineEndings("\n"),
            text.ReplaceLineEndings("\n").TrimEnd());
    }

    [Fact]
    public async Task What_a_handler_has_stays()
    {
        var text = await FixHarness.FixAsync(new HandlerMethodsFix(), "CS0535", "Add the handler's methods", Order + """
            public class Handler : IOnOrderInsert, IOnOrderUpdate
            {
                public ValueTask OnInsertAsync(OrderInsert change, CancellationToken cancellationToken) => default;
            }
            """);

        Assert.Equal(
            Order + """
            public class Handler : IOnOrderInsert, IOnOrderUpdate
            {
                public ValueTask OnInsertAsync(OrderInsert change, CancellationToken cancellationToken) => default;

                public ValueTask OnUpdateAsync(OrderUpdate change, CancellationToken cancellationToken) => throw new NotImplementedException();
            }
            """.ReplaceLineEndings("\n"),
            text.ReplaceLineEndings("\n").TrimEnd());
    }

    [Fact]
    public async Task An_interface_of_somebody_else_is_left_to_the_IDE() => Assert.Empty(
        await FixHarness.OfferedAsync(new HandlerMethodsFix(), "CS0535", "public class Thing : IDisposable;"));

    [Fact]
    public async Task A_captured_property_that_nothing_sets_is_made_nullable()
    {
        const string Source = """
            [CaptureChanges]
            public class Order
            {
                public long Id { get; set; }
                public string Note { get; set; }
            }
            """;

        Assert.Equal(
            Source.Replace("string Note", "string? Note", StringComparison.Ordinal),
            await FixHarness.FixAsync(new NullableFix(), "CS8618", "Make 'Note' nullable, as a column without NOT NULL is", Source));
    }

    [Fact]
    public async Task A_property_that_is_not_captured_is_left_to_the_IDE() => Assert.Empty(
        await FixHarness.OfferedAsync(new NullableFix(), "CS8618", "public class Thing { public string Note { get; set; } }"));

    [Theory]
    [InlineData("Insert", "Inserted")]
    [InlineData("Update", "Updated")]
    [InlineData("Delete", "Deleted")]
    [InlineData("Truncate", "Truncated")]
    public async Task A_contract_is_replaced_by_its_generated_interface(string change, string untyped)
    {
        var source = Order + $$"""
            public class Handler : IOn{{change}}<Order>
            {
                public ValueTask On{{change}}Async({{untyped}}<Order> change, CancellationToken cancellationToken) => default;
            }
            """;

        var actions = await FixHarness.OfferedAsync(new GeneratedInterfaceRefactoring(), $"IOn{change}<Order>", source);

        Assert.Equal(
            source.Replace($"IOn{change}<Order>", $"IOnOrder{change}", StringComparison.Ordinal).Replace($"{untyped}<Order>", $"Order{change}", StringComparison.Ordinal),
            await FixHarness.ApplyAsync(Assert.Single(actions)));
    }

    [Theory]
    [InlineData("public class Handler : IOnBatch<Order> { public ValueTask OnBatchAsync(IReadOnlyList<Change<Order>> changes, CancellationToken cancellationToken) => default; }", "IOnBatch<Order>")]
    [InlineData("public class Handler : IOnInsert<Order> { ValueTask IOnInsert<Order>.OnInsertAsync(Inserted<Order> change, CancellationToken cancellationToken) => default; }", "IOnInsert<Order>")]
    [InlineData("public class Handler : IDisposable { public void Dispose() { } }", "IDisposable")]
    public async Task Where_there_is_no_generated_interface_or_the_method_is_explicit_nothing_is_offered(string handler, string at) => Assert.Empty(
        await FixHarness.OfferedAsync(new GeneratedInterfaceRefactoring(), at, Order + handler));
}
