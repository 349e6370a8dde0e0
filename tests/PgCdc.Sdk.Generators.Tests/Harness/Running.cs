using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace PgCdc.Sdk.Generators.Tests.Harness;

/// <summary>Runs what was generated: the sources' <c>Probe.Run()</c> says what it saw.</summary>
internal static class Running
{
    /// <summary>The runtime's internals are open to this name only; a row can be made with them.</summary>
    private const string FriendName = "PgCdc.Sdk.Tests";

    /// <summary>Feeds text values to a decoder as the server sends them.</summary>
    private const string Rows = """
        using PgCdc.Sdk.Decoding;

        internal static class Rows
        {
            public const string NotSent = "\0";

            private static readonly uint[] TypeOids = [25, 1700, 20, 23, 21, 16, 2950, 1114, 1184, 1082, 1083, 1186, 701, 17, 114, 1007, 1009, 1016];

            public static T Decode<T>(this EntityDecoder<T> decoder, params string?[] values)
                where T : class => decoder.Decode(Read(decoder, values));

            public static object DecodeKey<T>(this EntityDecoder<T> decoder, params string?[] values)
                where T : class => decoder.DecodeKey(Read(decoder, values));

            private static RowReader Read<T>(EntityDecoder<T> decoder, string?[] values)
                where T : class
            {
                var payload = new List<byte>();
                var slices = new List<FieldSlice>();
                var sources = new List<FieldSource>();
                for (var ordinal = 0; ordinal < decoder.Fields.Count; ordinal++)
                {
                    var property = decoder.Fields[ordinal];
                    var value = values[ordinal];
                    var bytes = value is null or NotSent ? [] : System.Text.Encoding.UTF8.GetBytes(value);
                    var kind = value switch { null => FieldKind.Null, NotSent => FieldKind.NotSent, _ => FieldKind.Text };
                    slices.Add(new FieldSlice(kind, payload.Count, bytes.Length));
                    sources.Add(new FieldSource(
                        decoder.Table, property.Column, TypeOids.First(property.Decoder.Accepts), $"{decoder.Name}.{property.Name}"));
                    payload.AddRange(bytes);
                }

                return new RowReader(payload.ToArray(), slices.ToArray(), sources.ToArray());
            }
        }
        """;

    /// <summary>Generates, compiles without a warning, loads, and calls <c>Probe.Run()</c>.</summary>
    public static string Run(string source, params IEnumerable<PortableExecutableReference> references)
    {
        var compilation = TestCompilation.Create(FriendName, [source, Rows]).AddReferences(references);
        var run = GeneratorHarness.Check(compilation);
        Assert.All(run.Diagnostics, static diagnostic => Assert.Equal(DiagnosticSeverity.Info, diagnostic.Severity));
        GeneratorHarness.AssertCompiles(run);

        var context = new AssemblyLoadContext(FriendName, isCollectible: true);
        foreach (var reference in references)
        {
            context.LoadFromAssemblyPath(reference.FilePath!);
        }

        using var image = new MemoryStream();
        Assert.True(run.Output.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        image.Position = 0;
        var probe = context.LoadFromStream(image).GetType("Probe", throwOnError: true)!;
        return (string)probe.GetMethod("Run", BindingFlags.Public | BindingFlags.Static)!.Invoke(null, null)!;
    }
}
