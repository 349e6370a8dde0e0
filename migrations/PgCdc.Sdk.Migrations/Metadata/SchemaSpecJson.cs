namespace PgCdc.Sdk.Migrations.Metadata;

/// <summary><see cref="SchemaSpec"/> as annotation text.</summary>
internal static class SchemaSpecJson
{
    internal static string Write(SchemaSpec spec)
        => AnnotationJson.Write(writer =>
        {
            writer.WriteNumber("v", spec.Version);
            if (spec.Publication is not null)
            {
                writer.WriteString("publication", spec.Publication);
            }

            if (spec.Checkpoints)
            {
                writer.WriteBoolean("checkpoints", true);
            }

            if (spec.GrantTo is not null)
            {
                writer.WriteString("grantTo", spec.GrantTo);
            }

            if (spec.Elsewhere)
            {
                writer.WriteBoolean("elsewhere", true);
            }
        });

    internal static SchemaSpec Read(string json)
        => AnnotationJson.Read(json, PgCdcAnnotationNames.Schema, SchemaSpec.CurrentVersion, (root, version) => new SchemaSpec(
            AnnotationJson.Text(root, "publication"),
            AnnotationJson.Flag(root, "checkpoints"),
            AnnotationJson.Text(root, "grantTo"),
            AnnotationJson.Flag(root, "elsewhere"))
        {
            Version = version,
        });
}
