using Microsoft.EntityFrameworkCore.Migrations.Operations;
using PgCdc.Sdk.Migrations.Metadata;
using PgCdc.Sdk.Migrations.Schema;
using PgCdc.Sdk.Migrations.Sql;

namespace PgCdc.Sdk.Migrations.Operations;

/// <summary>
/// A captured table on its way through a migration. Its log follows the table operation by operation, so that rows a migration
/// itself writes in between are logged as the table is at that moment.
/// </summary>
internal sealed class CapturedTable(CaptureSpec? from)
{
    /// <summary>The capture in force, or <see langword="null"/> before it begins and after it ended.</summary>
    internal CaptureSpec? Current { get; private set; } = from;

    /// <summary>The capture at the migration's end.</summary>
    internal CaptureSpec? Target { get; set; }

    /// <summary>What ends with this migration ends first: nothing of the table may change under a trigger that is to go.</summary>
    internal IEnumerable<string> Head()
    {
        if (Current is not { } current)
        {
            return [];
        }

        if (Target is null)
        {
            Current = null;
            return CaptureChange.Uninstall(current);
        }

        if (Target.LogTable is null && current.LogTable is not null)
        {
            Current = current with { LogTable = null };
            return CaptureChange.UninstallLog(current);
        }

        return [];
    }

    /// <summary>
    /// A column of a publication's column list cannot be dropped, so the table leaves for the moment. An index that is dropped would leave the
    /// table without a replica identity, so the default takes its place first.
    /// </summary>
    internal IEnumerable<string> Before(MigrationOperation operation)
    {
        if (Current is not { } current)
        {
            return [];
        }

        var statements = LeavesPublication(current, operation) ? [PublicationV1.Remove(current)] : Enumerable.Empty<string>();
        if (!IdentityOperations.Ends(current, operation))
        {
            return statements;
        }

        Current = current.WithDefaultIdentity();

        return [.. statements, .. CaptureChange.Identity(current, Current)];
    }

    internal IEnumerable<string> After(MigrationOperation operation)
    {
        if (Current is not { } current)
        {
            return [];
        }

        var next = Follow(current, operation);
        Current = next;
        if (operation is RenameColumnOperation rename)
        {
            return Renamed(current, next, rename);
        }

        if (operation is RenameIndexOperation)
        {
            // The server's replica identity is the index itself, whatever its name.
            return [];
        }

        return LeavesPublication(current, operation)
            ? [.. CaptureChange.LogBetween(current, next), PublicationV1.Add(next)]
            : CaptureChange.Between(current, next);
    }

    /// <summary>What is left of the way to the target: what no operation on the table shows, such as another choice of columns.</summary>
    internal IEnumerable<string> Tail()
    {
        if (Target is not { } target)
        {
            return [];
        }

        var current = Current;
        Current = target;

        return current is null ? CaptureChange.Install(target) : CaptureChange.Between(current, target);
    }

    /// <summary>Puts the log out of the way of another table's that takes its name in the same migration.</summary>
    internal IEnumerable<string> StepAside()
    {
        var current = Current!;
        Current = current with { LogTable = ObjectName.Hashed(SchemaNames.LogTablePrefix, "moving", current.LogTable!) };

        return CaptureChange.LogBetween(current, Current);
    }

    private static bool LeavesPublication(CaptureSpec spec, MigrationOperation operation)
        => spec.HasColumnList && operation is DropColumnOperation or AlterColumnOperation;

    private CaptureSpec Follow(CaptureSpec spec, MigrationOperation operation)
        => operation switch
        {
            RenameTableOperation rename => spec with { Schema = rename.NewSchema ?? rename.Schema, Table = rename.NewName ?? rename.Name },
            RenameColumnOperation rename => Replace(spec, rename.Name, column => column with { Name = rename.NewName }),
            DropColumnOperation drop => spec with { Columns = [.. spec.Columns.Where(column => column.Name != drop.Name)] },
            AlterColumnOperation alter when Planned(alter.Name) is { } planned
                => Replace(spec, alter.Name, column => column with { StoreType = planned.StoreType, Generation = planned.Generation }),
            RenameIndexOperation rename when spec.IdentityIndex == rename.Name => spec with { IdentityIndex = rename.NewName },
            _ when Target is { } target && IdentityOperations.Begins(target, operation)
                => spec with { ReplicaIdentity = target.ReplicaIdentity, IdentityIndex = target.IdentityIndex },
            // A column that gets another name later in this migration is not in the plan; its renaming finds it missing, and the tail adds it.
            AddColumnOperation add when Planned(add.Name) is { } planned && spec.Columns.All(column => column.Name != add.Name) => spec with { Columns = [.. spec.Columns, planned] },
            _ => spec,
        };

    private CapturedColumn? Planned(string name) => Target?.Columns.FirstOrDefault(column => column.Name == name);

    private static CaptureSpec Replace(CaptureSpec spec, string name, Func<CapturedColumn, CapturedColumn> replace)
        => spec with { Columns = [.. spec.Columns.Select(column => column.Name == name ? replace(column) : column)] };

    /// <summary>The publication refers to columns by number: it needs nothing.</summary>
    private static IEnumerable<string> Renamed(CaptureSpec current, CaptureSpec next, RenameColumnOperation rename)
    {
        if (current.LogTable is null
            || current.Columns.FirstOrDefault(column => column.Name == rename.Name) is not { } from
            || next.Columns.FirstOrDefault(column => column.Name == rename.NewName) is not { } to)
        {
            return [];
        }

        return [.. LogTableV1.RenameColumn(current, from, to), CaptureFunctionV1.Create(next)];
    }
}
