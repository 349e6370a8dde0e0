using Microsoft.CodeAnalysis;
using PgCdc.Sdk.Generators.Tests.Harness;

namespace PgCdc.Sdk.Generators.Tests;

public sealed class DiagnosticTests
{
    private const string Usings = "using Microsoft.EntityFrameworkCore; using NpgsqlTypes;\n";

    public static TheoryData<string> Cases => [.. DiagnosticCases.All.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Is_reported_where_it_stands(string @case)
    {
        var (id, marked, source) = DiagnosticCases.All[@case];
        var run = GeneratorHarness.Check(Usings + source);

        var reported = Assert.Single(run.Diagnostics, diagnostic => diagnostic.Id != "PGCDC0005" || id == "PGCDC0005");
        Assert.Equal(id, reported.Id);
        Assert.True(reported.Location.IsInSource);
        Assert.Equal(marked, reported.Location.SourceTree!.GetText(TestContext.Current.CancellationToken).ToString(reported.Location.SourceSpan));
        Assert.DoesNotContain("{", reported.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Can_be_silenced_where_it_stands(string @case)
    {
        var (id, _, source) = DiagnosticCases.All[@case];
        var run = GeneratorHarness.Check($"{Usings}#pragma warning disable {id}\n{source}");

        Assert.DoesNotContain(run.Diagnostics, diagnostic => diagnostic.Id == id && !diagnostic.IsSuppressed);
    }

    [Fact]
    public void Whoever_gets_it_wrong_once_is_told_once()
    {
        var run = GeneratorHarness.Check("""
            [CaptureChanges]
            public class Order { public string? Name { get; set; } }

            public partial class Handler : IOnOrderInsert;
            public partial class Handler : IOnOrderDelete;
            """);

        Assert.Equal("PGCDC0001", Assert.Single(run.Diagnostics).Id);
    }

    [Fact]
    public void An_entity_in_error_leaves_the_others_alone()
    {
        var run = GeneratorHarness.Check("""
            [CaptureChanges] public class Wrong { public string? Name { get; set; } }
            [CaptureChanges] public class Right { public long Id { get; set; } }
            """);

        Assert.Equal(
            ["PgCdc.Registrations.g.cs", "PgCdc.Right.Changes.g.cs", "PgCdc.Right.Decoder.g.cs", "PgCdc.Right.Handlers.g.cs"],
            run.Files.Select(static file => file.HintName).Order(StringComparer.Ordinal));
        GeneratorHarness.AssertCompiles(run);
    }

    [Fact]
    public void Another_generators_interface_is_none_of_ours()
    {
        var run = GeneratorHarness.Check("public class Handler : IOnScreenUpdate;");

        Assert.Empty(run.Diagnostics);
    }

    [Fact]
    public void Messages_name_what_to_do()
    {
        var run = GeneratorHarness.Check("[CaptureChanges] public class Order { public long Id { get; set; } public object? Site { get; set; } }");

        var diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal(
            "Order.Site is of type object, which cannot be decoded: exclude it with [CaptureChanges(Exclude = ...)], mark it [NotMapped], "
            + "give the property a type that is decoded, or name a decoder of yours with [DecodeWith]",
            diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
    }
}
