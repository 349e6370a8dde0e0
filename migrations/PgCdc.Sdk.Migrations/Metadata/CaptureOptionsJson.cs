namespace PgCdc.Sdk.Migrations.Metadata;

/// <summary><see cref="CaptureOptions"/> as annotation text.</summary>
internal static class CaptureOptionsJson
{
    /// <summary>The explicit "not captured" that outweighs an attribute; the convention removes it from the finished model.</summary>
    internal const string Off = "off";

    internal static string Write(CaptureOptions options)
        => AnnotationJson.Write(writer =>
        {
            writer.WriteNumber("v", CaptureSpec.CurrentVersion);
            if (options.Operations != ChangeOperations.All)
            {
                writer.WriteString("operations", AnnotationJson.Letters(options.Operations));
            }

            if (options.ReplicaIdentity == CaptureReplicaIdentity.Full)
            {
                writer.WriteString("identity", "full");
            }

            if (!options.Log)
            {
                writer.WriteBoolean("log", false);
            }

            if (!options.LogReplicatedChanges)
            {
                writer.WriteBoolean("replicated", false);
            }

            if (options.Exclude.Count > 0)
            {
                writer.WriteStartArray("exclude");
                foreach (var name in options.Exclude)
                {
                    writer.WriteStringValue(name);
                }

                writer.WriteEndArray();
            }
        });

    internal static CaptureOptions Read(string json)
        => AnnotationJson.Read(json, PgCdcAnnotationNames.Capture, CaptureSpec.CurrentVersion, (root, _) => new CaptureOptions
        {
            Operations = AnnotationJson.Operations(AnnotationJson.Text(root, "operations")),
            ReplicaIdentity = AnnotationJson.Identity(root),
            Log = AnnotationJson.Flag(root, "log", otherwise: true),
            LogReplicatedChanges = AnnotationJson.Flag(root, "replicated", otherwise: true),
            Exclude = root.TryGetProperty("exclude", out var exclude)
                ? CaptureOptions.Sorted(exclude.EnumerateArray().Select(name => name.GetString()!))
                : [],
        });
}
