using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PgCdc.Sdk.Generators.Analysis;
using PgCdc.Sdk.Generators.Tests.Harness;

namespace PgCdc.Sdk.Generators.Tests.Analysis;

/// <summary>A handler that reads what may not have come along is told so, once it does not ask; and nobody else is.</summary>
public sealed class UnsentReadTests
{
    private const string Entity = """
        using System.ComponentModel.DataAnnotations;
        using System.Text.Json;

        [CaptureChanges]
        public class Article
        {
            public long Id { get; set; }
            public int Views { get; set; }
            public string? Body { get; set; }
            public byte[]? Image { get; set; }
            public string[]? Tags { get; set; }
            public List<int>? Marks { get; set; }
            public JsonDocument? Extra { get; set; }
            [MaxLength(100)] public string? Title { get; set; }
            [StringLength(4000)] public string? Summary { get; set; }
        }

        """;

    /// <summary>A method of a handler with <c>change</c> of an article's update.</summary>
    private static string Handler(string body, string attribute = "[CaptureChanges]") =>
        Entity.Replace("[CaptureChanges]", attribute, StringComparison.Ordinal)
        + $$"""
        public class Handler : IOnArticleUpdate
        {
            public async ValueTask OnUpdateAsync(ArticleUpdate change, CancellationToken cancellationToken)
            {
                await Task.Yield();
                {{body}}
            }

            private static void Use(params object?[] values) { }
        }
        """;

    [Theory]
    [InlineData("Use(change.After.Body);", "change.After.Body")]
    [InlineData("Use(change.After.Image);", "change.After.Image")]
    [InlineData("Use((object?)change.After.Tags);", "change.After.Tags")]
    [InlineData("Use(change.After.Marks);", "change.After.Marks")]
    [InlineData("Use(change.After.Extra);", "change.After.Extra")]
    [InlineData("Use(change.After.Summary);", "change.After.Summary")]
    [InlineData("Use(change.After.Body!.Length);", "change.After.Body")]
    [InlineData("Use(change.After.Body?.Length);", "change.After.Body")]
    [InlineData("Action later = () => Use(change.After.Body); later();", "change.After.Body")]
    [InlineData("if (!change.NotSent.Image) Use(change.After.Body);", "change.After.Body")]
    [InlineData("if (change.Changed.Views) Use(change.After.Body);", "change.After.Body")]
    public async Task A_read_without_a_question_is_reported(string body, string marked)
    {
        var reported = Assert.Single(await AnalyzeAsync(Handler(body)));

        Assert.Equal("PGCDC0029", reported.Id);
        Assert.Equal(DiagnosticSeverity.Warning, reported.Severity);
        Assert.Equal(marked, Text(reported));
    }

    [Theory]
    [InlineData("Use(change.After.Views);")]
    [InlineData("Use(change.After.Id);")]
    [InlineData("Use(change.After.Title);")]
    [InlineData("Use(nameof(change.After.Body));")]
    [InlineData("change.After.Body = null;")]
    [InlineData("if (!change.NotSent.Body) Use(change.After.Body);")]
    [InlineData("var came = !change.NotSent.Body; Use(came ? change.After.Body : null);")]
    [InlineData("if (change.Changed.Body) Use(change.After.Body);")]
    [InlineData("if (change.NotSent.Any) return; Use(change.After.Body, change.After.Image);")]
    [InlineData("if (change.NotSent.Set.IsEmpty) Use(change.After.Body);")]
    [InlineData("Use(change.NotSent); Use(change.After.Body);")]
    [InlineData("Use(change.Before?.Body);")]
    public async Task What_always_comes_along_or_was_asked_for_is_not_reported(string body) =>
        Assert.Empty(await AnalyzeAsync(Handler(body)));

    [Fact]
    public async Task Each_property_is_asked_for_on_its_own()
    {
        var reported = await AnalyzeAsync(Handler("if (!change.NotSent.Body) Use(change.After.Body, change.After.Image, change.After.Tags);"));

        Assert.Equal(["change.After.Image", "change.After.Tags"], reported.Select(Text));
    }

    [Fact]
    public async Task The_whole_old_row_brings_every_value_along() =>
        Assert.Empty(await AnalyzeAsync(Handler("Use(change.After.Body);", "[CaptureChanges(ReplicaIdentity = CaptureReplicaIdentity.Full)]")));

    [Fact]
    public async Task The_contracts_own_change_is_looked_at_too()
    {
        var reported = await AnalyzeAsync(Entity + """
            public class Handler : IOnUpdate<Article>, IOnBatch<Article>
            {
                public ValueTask OnUpdateAsync(Updated<Article> change, CancellationToken cancellationToken) => Use(change.After.Body);

                public ValueTask OnBatchAsync(IReadOnlyList<Change<Article>> changes, CancellationToken cancellationToken) =>
                    changes[0].TryGet(out Updated<Article> update) ? Use(update.After.Image) : default;

                private static ValueTask Use(object? value) => default;
            }
            """);

        Assert.Equal(["change.After.Body", "update.After.Image"], reported.Select(Text));
    }

    [Fact]
    public async Task A_set_that_is_asked_by_ordinal_was_asked() => Assert.Empty(await AnalyzeAsync(Entity + """
        public class Handler : IOnUpdate<Article>
        {
            public ValueTask OnUpdateAsync(Updated<Article> change, CancellationToken cancellationToken) =>
                change.NotSent.Contains(2) ? default : Use(change.After.Body);

            private static ValueTask Use(object? value) => default;
        }
        """));

    [Fact]
    public async Task An_insert_brings_all_and_a_class_that_handles_nothing_is_nobody()
    {
        Assert.Empty(await AnalyzeAsync(Entity + """
            public class Handler : IOnArticleInsert
            {
                public ValueTask OnInsertAsync(ArticleInsert change, CancellationToken cancellationToken) => Use(change.Row.Body);

                private static ValueTask Use(object? value) => default;
            }

            public class Elsewhere
            {
                public string? Read(ArticleUpdate change) => change.After.Body;
            }
            """));
    }

    [Fact]
    public async Task A_handler_of_any_entity_is_not_reported() => Assert.Empty(await AnalyzeAsync(Entity + """
        public class Handler<T> : IOnUpdate<T> where T : Article
        {
            public ValueTask OnUpdateAsync(Updated<T> change, CancellationToken cancellationToken) => Use(change.After.Body);

            private static ValueTask Use(object? value) => default;
        }
        """));

    [Fact]
    public async Task Of_two_keys_the_replica_identity_always_comes_and_the_other_may_not()
    {
        var reported = await AnalyzeAsync("""
            [CaptureChanges(ReplicaIdentityKey = [nameof(Code)])]
            public class Product
            {
                public string Id { get; set; } = "";
                public string Code { get; set; } = "";
                public string? Text { get; set; }
            }

            public class Handler : IOnProductUpdate
            {
                public ValueTask OnUpdateAsync(ProductUpdate change, CancellationToken cancellationToken) =>
                    Use(change.After.Code, change.After.Id, change.After.Text);

                private static ValueTask Use(params object?[] values) => default;
            }
            """);

        Assert.Equal(["change.After.Id", "change.After.Text"], reported.Select(Text));
    }

    [Fact]
    public async Task The_message_names_what_to_ask()
    {
        var reported = Assert.Single(await AnalyzeAsync(Handler("Use(change.After.Body);")));

        Assert.Equal(
            "Article.Body may be a value that the update left out of line and the server did not send, and then holds the default of string: "
            + "ask change.NotSent.Body first, or capture Article with ReplicaIdentity = CaptureReplicaIdentity.Full",
            reported.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task It_can_be_silenced_where_it_stands() =>
        Assert.Empty(await AnalyzeAsync("#pragma warning disable PGCDC0029\n" + Handler("Use(change.After.Body);")));

    private static string Text(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree!.GetText(TestContext.Current.CancellationToken).ToString(diagnostic.Location.SourceSpan);

    private static async Task<IReadOnlyList<Diagnostic>> AnalyzeAsync(string source)
    {
        var run = GeneratorRun.Of(TestCompilation.Create(source));
        GeneratorHarness.AssertCompiles(run);
        var diagnostics = await run.Output.WithAnalyzers([new UnsentReadAnalyzer()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. diagnostics.OrderBy(static diagnostic => diagnostic.Location.SourceSpan.Start)];
    }
}
