namespace PgCdc.Sdk.Migrations.Metadata;

/// <summary>The annotations that carry capture through models, snapshots and migrations.</summary>
public static class PgCdcAnnotationNames
{
    /// <summary>
    /// On an entity type: the choices of <c>[CaptureChanges]</c> or <c>.CaptureChanges()</c> (<see cref="CaptureOptions"/>).
    /// On a table, and so in migrations: all that its log and triggers are made from (<see cref="CaptureSpec"/>).
    /// </summary>
    public const string Capture = "PgCdc:Capture";

    /// <summary>On a model, and so on the database in migrations: what is installed once (<see cref="SchemaSpec"/>).</summary>
    public const string Schema = "PgCdc:Schema";

    /// <summary>
    /// On a property with a computed column: <c>stored</c> or <c>virtual</c>. The runtime model forgets how a column is computed,
    /// and a generated column is published differently.
    /// </summary>
    public const string Generated = "PgCdc:Generated";

    /// <summary>
    /// On a unique index over the columns of a replica identity's key: that it is a partial one, which cannot be the replica identity. The
    /// runtime model forgets the condition.
    /// </summary>
    public const string Partial = "PgCdc:Partial";
}
