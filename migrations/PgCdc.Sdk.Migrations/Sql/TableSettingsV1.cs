using PgCdc.Sdk.Migrations.Metadata;

namespace PgCdc.Sdk.Migrations.Sql;

/// <summary>What version 1 sets on the captured table itself.</summary>
internal static class TableSettingsV1
{
    internal static string ReplicaIdentity(CaptureSpec spec, CaptureReplicaIdentity identity)
        => $"ALTER TABLE {SqlText.Table(spec)} REPLICA IDENTITY {(identity == CaptureReplicaIdentity.Full ? "FULL" : "DEFAULT")};";

    internal static IEnumerable<string> Grant(CaptureSpec spec, string role)
    {
        if (spec.Schema is not null)
        {
            yield return $"GRANT USAGE ON SCHEMA {SqlText.Name(spec.Schema)} TO {SqlText.Name(role)};";
        }

        yield return $"GRANT SELECT ON {SqlText.Table(spec)} TO {SqlText.Name(role)};";
    }
}
