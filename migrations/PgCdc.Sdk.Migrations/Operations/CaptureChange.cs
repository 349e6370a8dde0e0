using PgCdc.Sdk.Migrations.Metadata;
using PgCdc.Sdk.Migrations.Sql;

namespace PgCdc.Sdk.Migrations.Operations;

/// <summary>The statements that lead from one capture of a table to another.</summary>
internal static class CaptureChange
{
    internal static IEnumerable<string> Install(CaptureSpec spec)
        => [.. InstallLog(spec), .. Settings(null, spec), PublicationV1.Add(spec)];

    internal static IEnumerable<string> Uninstall(CaptureSpec spec)
    {
        yield return PublicationV1.Remove(spec);
        foreach (var statement in UninstallLog(spec))
        {
            yield return statement;
        }

        if (spec.ReplicaIdentity != CaptureReplicaIdentity.Default)
        {
            foreach (var statement in TableSettingsV1.ReplicaIdentity(spec.WithDefaultIdentity()))
            {
                yield return statement;
            }
        }
    }

    /// <summary>The replica identity alone.</summary>
    internal static IEnumerable<string> Identity(CaptureSpec? from, CaptureSpec to)
        // An identity that is the default and was never ours to set is left as the table's owner has it.
        => to.ReplicaIdentity != (from?.ReplicaIdentity ?? CaptureReplicaIdentity.Default) || to.IdentityIndex != from?.IdentityIndex
            ? TableSettingsV1.ReplicaIdentity(to)
            : [];

    /// <summary>Triggers first: a function that a trigger uses cannot be dropped.</summary>
    internal static IEnumerable<string> UninstallLog(CaptureSpec spec)
        => spec.LogTable is null ? [] : [.. CaptureTriggersV1.Drop(spec), .. DropLog(spec)];

    /// <summary>After the captured table has been dropped, and its triggers and its membership with it.</summary>
    internal static IEnumerable<string> DropLog(CaptureSpec spec)
        => spec.LogTable is null ? [] : [CaptureFunctionV1.Drop(spec), LogTableV1.Drop(spec)];

    /// <summary>From one capture of the same table to the next, keeping the log's rows.</summary>
    internal static IEnumerable<string> Between(CaptureSpec from, CaptureSpec to)
        => [.. LogBetween(from, to), .. Settings(from, to), .. Membership(from, to)];

    /// <summary>The part of <see cref="Between"/> that concerns the log.</summary>
    internal static IEnumerable<string> LogBetween(CaptureSpec from, CaptureSpec to)
        => (from.LogTable, to.LogTable) switch
        {
            (null, _) => InstallLog(to),
            (_, null) => UninstallLog(from),
            _ => ChangeLog(from, to),
        };

    private static IEnumerable<string> InstallLog(CaptureSpec spec)
        => spec.LogTable is null
            ? []
            : [LogTableV1.Create(spec), CaptureFunctionV1.Create(spec), CaptureFunctionV1.Protect(spec), CaptureTriggersV1.Create(spec)];

    private static IEnumerable<string> ChangeLog(CaptureSpec from, CaptureSpec to)
    {
        if (from.LogTable != to.LogTable)
        {
            yield return LogTableV1.Rename(from, to);
            // Triggers refer to the function itself, so they follow.
            yield return CaptureFunctionV1.Rename(from, to);
        }

        foreach (var columns in LogTableV1.Change(from, to))
        {
            yield return columns;
        }

        if (CaptureFunctionV1.Create(from) != CaptureFunctionV1.Create(to))
        {
            yield return CaptureFunctionV1.Create(to);
        }

        if (!CaptureTriggersV1.AreSame(from, to))
        {
            foreach (var statement in CaptureTriggersV1.Drop(to).Append(CaptureTriggersV1.Create(to)))
            {
                yield return statement;
            }
        }
    }

    private static IEnumerable<string> Settings(CaptureSpec? from, CaptureSpec to)
    {
        foreach (var statement in Identity(from, to))
        {
            yield return statement;
        }

        if (to.GrantTo is not { } role)
        {
            yield break;
        }

        if (from?.GrantTo != role)
        {
            foreach (var statement in TableSettingsV1.Grant(to, role))
            {
                yield return statement;
            }
        }

        if (to.LogTable is not null && (from?.GrantTo != role || from.LogTable is null))
        {
            yield return LogTableV1.Grant(to, role);
        }
    }

    private static IEnumerable<string> Membership(CaptureSpec from, CaptureSpec to)
        => from.Publication == to.Publication && PublicationV1.ColumnList(from) == PublicationV1.ColumnList(to)
            ? []
            : [PublicationV1.Remove(to with { Publication = from.Publication }), PublicationV1.Add(to)];
}
