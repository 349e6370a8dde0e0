using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PgCdc.Sdk.Migrations.Metadata;

/// <summary>Canonical JSON for annotation values: fixed order, defaults left out, one text for one meaning.</summary>
internal static class AnnotationJson
{
    internal static string Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        // Names in any script stay readable in migrations; the text is never put into HTML.
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    internal static T Read<T>(string json, string annotation, int newest, Func<JsonElement, int, T> read)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException exception)
        {
            throw new FormatException(
                $"The annotation '{annotation}' holds '{json}', which is not what this package writes; restore the migration or the model snapshot it stands in.",
                exception);
        }

        using (document)
        {
            var version = document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("v", out var v)
                ? v.GetInt32()
                : 0;
            if (version < 1 || version > newest)
            {
                throw new FormatException(
                    $"The annotation '{annotation}' is of version {version} and this package knows versions up to {newest}; update PgCdc.Sdk.Migrations to the version that wrote the migration.");
            }

            return read(document.RootElement, version);
        }
    }

    internal static string? Text(JsonElement element, string name)
        => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    internal static bool Flag(JsonElement element, string name, bool otherwise = false)
        => element.TryGetProperty(name, out var value) ? value.GetBoolean() : otherwise;

    internal static string Letters(ChangeOperations operations)
        => string.Concat(
            operations.HasFlag(ChangeOperations.Insert) ? "I" : "",
            operations.HasFlag(ChangeOperations.Update) ? "U" : "",
            operations.HasFlag(ChangeOperations.Delete) ? "D" : "",
            operations.HasFlag(ChangeOperations.Truncate) ? "T" : "");

    internal static ChangeOperations Operations(string? letters)
        => letters is null
            ? ChangeOperations.All
            : letters.Aggregate(ChangeOperations.None, (all, letter) => all | letter switch
            {
                'I' => ChangeOperations.Insert,
                'U' => ChangeOperations.Update,
                'D' => ChangeOperations.Delete,
                'T' => ChangeOperations.Truncate,
                _ => throw new FormatException($"'{letter}' is no operation; the known ones are I, U, D and T."),
            });

    internal static void Texts(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    internal static IEnumerable<string> Texts(JsonElement element, string name)
        => element.TryGetProperty(name, out var texts) ? texts.EnumerateArray().Select(text => text.GetString()!) : [];

    internal static void Identity(Utf8JsonWriter writer, CaptureReplicaIdentity identity)
    {
        if (identity != CaptureReplicaIdentity.Default)
        {
            writer.WriteString("identity", identity == CaptureReplicaIdentity.Full ? "full" : "index");
        }
    }

    internal static CaptureReplicaIdentity Identity(JsonElement element)
        => Text(element, "identity") switch
        {
            null => CaptureReplicaIdentity.Default,
            "full" => CaptureReplicaIdentity.Full,
            "index" => CaptureReplicaIdentity.Index,
            var other => throw new FormatException($"'{other}' is no replica identity; the known ones are 'full' and 'index'."),
        };
}
