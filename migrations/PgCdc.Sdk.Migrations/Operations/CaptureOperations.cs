using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using PgCdc.Sdk.Migrations.Metadata;
using PgCdc.Sdk.Migrations.Sql;

namespace PgCdc.Sdk.Migrations.Operations;

/// <summary>
/// Rewrites a migration's operations: what the annotations of tables and of the database ask for becomes SQL in the right places.
/// Pure: operations in, operations out.
/// </summary>
internal static class CaptureOperations
{
    /// <param name="operations">The migration's operations.</param>
    /// <param name="captures">
    /// The captures of the model that the migration leads to. They tell of tables whose capture is the same before and after, as when
    /// two columns swap their names.
    /// </param>
    internal static IReadOnlyList<MigrationOperation> Rewrite(IReadOnlyList<MigrationOperation> operations, IReadOnlyList<CaptureSpec> captures)
    {
        var plan = CapturePlan.Read(operations, captures);
        if (plan.Tables.Count == 0 && !operations.Any(IsOurs))
        {
            return operations;
        }

        var database = DatabaseChange(operations);
        var result = new List<MigrationOperation>();
        var created = new CreatedIdentities();

        Add(result, SchemaHead(database.From, database.To));
        Add(result, plan.Tables.SelectMany(table => table.Head()));
        foreach (var operation in operations)
        {
            var table = plan.TableOf(operation);
            Add(result, table?.Before(operation) ?? []);
            result.Add(operation);
            Add(result, table?.After(operation) ?? []);
            Add(result, WholeTable(operation, created));
            Add(result, created.After(operation));
        }

        Add(result, created.Rest());

        Add(result, plan.InTheWay().SelectMany(table => table.StepAside()));
        Add(result, plan.Tables.SelectMany(table => table.Tail()));
        Add(result, SchemaTail(database.From, database.To));

        return result;
    }

    private static bool IsOurs(MigrationOperation operation)
        => operation[PgCdcAnnotationNames.Capture] is not null
            || operation[PgCdcAnnotationNames.Schema] is not null
            || operation is AlterTableOperation alterTable && alterTable.OldTable[PgCdcAnnotationNames.Capture] is not null
            || operation is AlterDatabaseOperation alterDatabase && alterDatabase.OldDatabase[PgCdcAnnotationNames.Schema] is not null;

    private static IEnumerable<string> WholeTable(MigrationOperation operation, CreatedIdentities created)
        => operation switch
        {
            CreateTableOperation create when Spec(create) is { } spec => CaptureChange.Install(created.Install(spec, create)),
            DropTableOperation drop when Spec(drop) is { } spec => CaptureChange.DropLog(spec),
            _ => [],
        };

    /// <summary>Before anything else: a captured table needs the publication and the sequence when it is created.</summary>
    private static IEnumerable<string> SchemaHead(SchemaSpec? from, SchemaSpec? to)
    {
        if (to is null)
        {
            yield break;
        }

        if (from is null)
        {
            yield return SchemaV1.CreateSchema();
        }

        if (to.Publication is null)
        {
            yield break;
        }

        if (from?.Publication is null)
        {
            foreach (var statement in RetentionV1.Create())
            {
                yield return statement;
            }
        }

        if (from?.Publication != to.Publication)
        {
            yield return PublicationV1.Create(to.Publication);
        }
    }

    /// <summary>After everything else: the checkpoint tables exist now, and the logs that used the sequence are gone.</summary>
    private static IEnumerable<string> SchemaTail(SchemaSpec? from, SchemaSpec? to)
    {
        if (to?.GrantTo is { } role)
        {
            if (from?.GrantTo != role)
            {
                yield return SchemaV1.GrantUsage(role);
            }

            if (to.Checkpoints && (from?.GrantTo != role || !from.Checkpoints))
            {
                yield return SchemaV1.GrantCheckpoints(role);
            }

            if (to.Publication is not null && (from?.GrantTo != role || from.Publication is null))
            {
                yield return RetentionV1.Grant(role);
            }
        }

        if (from?.Publication is { } publication && publication != to?.Publication)
        {
            yield return PublicationV1.Drop(publication);
        }

        if (from?.Publication is not null && to?.Publication is null)
        {
            yield return RetentionV1.Drop();
        }

        if (from is not null && to is null)
        {
            yield return SchemaV1.DropSchema();
        }
    }

    private static (SchemaSpec? From, SchemaSpec? To) DatabaseChange(IReadOnlyList<MigrationOperation> operations)
    {
        var changes = operations.OfType<AlterDatabaseOperation>()
            .Select(operation => (From: Database(operation.OldDatabase), To: Database(operation)))
            .ToList();

        return changes.Count == 0 ? (null, null) : (changes[0].From, changes[^1].To);
    }

    private static SchemaSpec? Database(AnnotatableBase annotated)
        => annotated[PgCdcAnnotationNames.Schema] is string json ? SchemaSpec.Parse(json) : null;

    internal static CaptureSpec? Spec(IReadOnlyAnnotatable annotated)
        => annotated[PgCdcAnnotationNames.Capture] is string json ? CaptureSpec.Parse(json) : null;

    private static void Add(List<MigrationOperation> operations, IEnumerable<string> statements)
        => operations.AddRange(statements.Select(sql => new SqlOperation { Sql = sql }));
}
