namespace PgCdc.Sdk.Migrations.Metadata;

/// <summary>
/// What is installed once for a database: the value of the model's <see cref="PgCdcAnnotationNames.Schema"/> annotation.
/// </summary>
/// <param name="Publication">The publication, or <see langword="null"/> where nothing is captured.</param>
/// <param name="Checkpoints">Whether the checkpoint tables are part of the model.</param>
/// <param name="GrantTo">The role that runs the consumers, if one was chosen.</param>
/// <param name="Elsewhere">Whether every captured table, and so the publication, belongs to another context's migrations.</param>
internal sealed record SchemaSpec(string? Publication, bool Checkpoints, string? GrantTo, bool Elsewhere = false)
{
    internal const int CurrentVersion = 1;

    /// <summary>The part that this context's migrations install, or <see langword="null"/> where there is none.</summary>
    internal SchemaSpec? Installed
        => !Elsewhere ? this : Checkpoints ? this with { Publication = null, Elsewhere = false } : null;

    internal int Version { get; init; } = CurrentVersion;

    internal string ToJson() => SchemaSpecJson.Write(this);

    internal static SchemaSpec Parse(string json) => SchemaSpecJson.Read(json);
}
