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

            AnnotationJson.Identity(writer, options.ReplicaIdentity);
            AnnotationJson.Texts(writer, "identityKey", options.ReplicaIdentityKey);

            if (!options.Log)
            {
                writer.WriteBoolean("log", false);
            }

            if (!options.LogReplicatedChanges)
            {
                writer.WriteBoolean("replicated", false);
            }

            AnnotationJson.Texts(writer, "exclude", options.Exclude);
        });

    internal static CaptureOptions Read(string json)
        => AnnotationJson.Read(json, PgCdcAnnotationNames.Capture, CaptureSpec.CurrentVersion, (root, _) => new CaptureOptions
        {
            Operations = AnnotationJson.Operations(AnnotationJson.Text(root, "operations")),
            ReplicaIdentity = AnnotationJson.Identity(root),
            Log = AnnotationJson.Flag(root, "log", otherwise: true),
            LogReplicatedChanges = AnnotationJson.Flag(root, "replicated", otherwise: true),
            ReplicaIdentityKey = CaptureOptions.Sorted(AnnotationJson.Texts(root, "identityKey")),
            Exclude = CaptureOptions.Sorted(AnnotationJson.Texts(root, "exclude")),
        });
}
