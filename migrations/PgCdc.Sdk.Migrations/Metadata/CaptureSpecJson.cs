using System.Text.Json;

namespace PgCdc.Sdk.Migrations.Metadata;

/// <summary><see cref="CaptureSpec"/> as annotation text.</summary>
internal static class CaptureSpecJson
{
    internal static string Write(CaptureSpec spec)
        => AnnotationJson.Write(writer =>
        {
            writer.WriteNumber("v", spec.Version);
            Optional(writer, "schema", spec.Schema);
            writer.WriteString("table", spec.Table);
            Optional(writer, "log", spec.LogTable);
            writer.WriteString("publication", spec.Publication);
            Optional(writer, "grantTo", spec.GrantTo);
            if (spec.Operations != ChangeOperations.All)
            {
                writer.WriteString("operations", AnnotationJson.Letters(spec.Operations));
            }

            AnnotationJson.Identity(writer, spec.ReplicaIdentity);
            Optional(writer, "index", spec.IdentityIndex);

            if (!spec.LogReplicatedChanges)
            {
                writer.WriteBoolean("replicated", false);
            }

            writer.WriteStartArray("columns");
            foreach (var column in spec.Columns)
            {
                Column(writer, column);
            }

            writer.WriteEndArray();
        });

    internal static CaptureSpec Read(string json)
        => AnnotationJson.Read(json, PgCdcAnnotationNames.Capture, CaptureSpec.CurrentVersion, (root, version) => new CaptureSpec
        {
            Version = version,
            Schema = AnnotationJson.Text(root, "schema"),
            Table = root.GetProperty("table").GetString()!,
            LogTable = AnnotationJson.Text(root, "log"),
            Publication = root.GetProperty("publication").GetString()!,
            GrantTo = AnnotationJson.Text(root, "grantTo"),
            Operations = AnnotationJson.Operations(AnnotationJson.Text(root, "operations")),
            ReplicaIdentity = AnnotationJson.Identity(root),
            IdentityIndex = AnnotationJson.Text(root, "index"),
            LogReplicatedChanges = AnnotationJson.Flag(root, "replicated", otherwise: true),
            Columns = [.. root.GetProperty("columns").EnumerateArray().Select(Column)],
        });

    private static void Column(Utf8JsonWriter writer, CapturedColumn column)
    {
        writer.WriteStartObject();
        writer.WriteString("name", column.Name);
        writer.WriteString("type", column.StoreType);
        if (column.IsKey)
        {
            writer.WriteBoolean("key", true);
        }

        if (column.IsExcluded)
        {
            writer.WriteBoolean("excluded", true);
        }

        if (column.Generation != ColumnGeneration.None)
        {
            writer.WriteString("generated", column.Generation == ColumnGeneration.Stored ? "stored" : "virtual");
        }

        writer.WriteEndObject();
    }

    private static CapturedColumn Column(JsonElement element)
        => new(
            element.GetProperty("name").GetString()!,
            element.GetProperty("type").GetString()!,
            AnnotationJson.Flag(element, "key"),
            AnnotationJson.Flag(element, "excluded"),
            AnnotationJson.Text(element, "generated") switch
            {
                null => ColumnGeneration.None,
                "stored" => ColumnGeneration.Stored,
                _ => ColumnGeneration.Virtual,
            });

    private static void Optional(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}
