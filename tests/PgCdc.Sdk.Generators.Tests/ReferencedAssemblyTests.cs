using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PgCdc.Sdk.Generators.Tests.Harness;

namespace PgCdc.Sdk.Generators.Tests;

/// <summary>Entities in one assembly, handlers in another.</summary>
public sealed class ReferencedAssemblyTests
{
    private const string Domain = """
        [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Shop")]

        namespace Domain;

        [CaptureChanges]
        public class Order
        {
            public long Id { get; set; }
        }

        [CaptureChanges]
        public class Customer
        {
            public long Id { get; set; }
        }
        """;

    private const string Handler = """
        using Domain;

        namespace Shop;

        public sealed class Projection : IOnOrderInsert
        {
            public ValueTask OnInsertAsync(OrderInsert change, CancellationToken cancellationToken) => default;
        }
        """;

    private const string StartUp = """
        namespace Shop;

        public static class StartUp
        {
            public static void Register(PgCdcBuilder builder) => builder.AddGeneratedHandlers();
        }
        """;

    [Fact]
    public void A_handler_brings_the_entity_that_it_handles()
    {
        var run = GeneratorHarness.Check(TestCompilation.Create(Handler, StartUp).AddReferences(Image(DomainOutput())));

        Assert.Empty(run.Diagnostics);
        GeneratorHarness.AssertCompiles(run);
        Assert.Equal(
            [".AddEntity(global::Domain.OrderDecoder.Instance)", ".AddHandler<global::Domain.Order, global::Shop.Projection>();"],
            Calls(run));
    }

    [Fact]
    public void An_open_handler_brings_every_entity_that_fits()
    {
        var run = GeneratorHarness.Check(TestCompilation.Create("""
            namespace Shop;

            public sealed class Audit<T> : IOnDelete<T>
                where T : class, new()
            {
                public ValueTask OnDeleteAsync(Deleted<T> change, CancellationToken cancellationToken) => default;
            }
            """).AddReferences(Image(DomainOutput())));

        Assert.Empty(run.Diagnostics);
        GeneratorHarness.AssertCompiles(run);
        Assert.Equal(
            [
                ".AddEntity(global::Domain.CustomerDecoder.Instance)",
                ".AddEntity(global::Domain.OrderDecoder.Instance)",
                ".AddHandler<global::Domain.Customer, global::Shop.Audit<global::Domain.Customer>>()",
                ".AddHandler<global::Domain.Order, global::Shop.Audit<global::Domain.Order>>();",
            ],
            Calls(run));
    }

    [Fact]
    public void A_project_reference_counts_as_the_runtime_too()
    {
        var runtime = CSharpCompilation.Create("PgCdc.Sdk", options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

        var run = GeneratorRun.Of(TestCompilation.Create(Domain).WithoutRuntime().AddReferences(runtime.ToMetadataReference()));

        Assert.NotEmpty(run.Files);
    }

    [Fact]
    public void An_entity_that_was_compiled_without_the_generator_is_reported()
    {
        var source = """
            namespace Shop;

            public sealed class Projection : IOnInsert<Domain.Order>
            {
                public ValueTask OnInsertAsync(Inserted<Domain.Order> change, CancellationToken cancellationToken) => default;
            }
            """;
        var run = GeneratorHarness.Check(TestCompilation.Create(source).AddReferences(Image(TestCompilation.Create("Domain", [Domain]))));

        var diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal("PGCDC0024", diagnostic.Id);
        Assert.Equal(
            "Projection handles changes of Order, but assembly Domain was compiled without its decoder: reference PgCdc.Sdk there, "
            + "so that the generator runs, and let this assembly see it",
            diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Base_classes_of_another_assembly_are_filled()
    {
        var kernel = TestCompilation.Create("Kernel", ["""
            namespace Kernel;

            public abstract class Entity
            {
                public long Id { get; private set; }
                public DateTime Created { get; protected set; }
                public int Version { get; }
                public bool IsNew => Id == 0;
                public string? Note { get; internal set; }
            }
            """]);
        var path = Path.Combine(Path.GetTempPath(), $"Kernel-{Guid.NewGuid():N}.dll");
        try
        {
            File.WriteAllBytes(path, Bytes(kernel));
            Assert.Equal("1 2026 3 n a", Running.Run("""
                public static class Probe
                {
                    public static string Run()
                    {
                        var order = Shop.OrderDecoder.Instance.Decode("1", "2026-01-01 00:00:00", "3", "n", "a");
                        return $"{order.Id} {order.Created.Year} {order.Version} {order.Note} {order.Name}";
                    }
                }

                namespace Shop
                {
                    [CaptureChanges]
                    public class Order : Kernel.Entity
                    {
                        public string? Name { get; set; }
                    }
                }
                """, MetadataReference.CreateFromFile(path)));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Compilation DomainOutput()
    {
        var run = GeneratorRun.Of(TestCompilation.Create("Domain", [Domain]));
        GeneratorHarness.AssertCompiles(run);
        return run.Output;
    }

    private static PortableExecutableReference Image(Compilation compilation) => MetadataReference.CreateFromImage(Bytes(compilation));

    private static byte[] Bytes(Compilation compilation)
    {
        using var image = new MemoryStream();
        var result = compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return image.ToArray();
    }

    private static string[] Calls(GeneratorRun run) =>
    [
        .. run.Files.Single(static file => file.HintName == "PgCdc.Registrations.g.cs").SourceText.ToString()
            .Split('\n', StringSplitOptions.TrimEntries)
            .Where(static line => line.StartsWith(".Add", StringComparison.Ordinal)),
    ];
}
