using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using PgCdc.Sdk.Migrations.Schema;

namespace PgCdc.Sdk.Migrations.Metadata;

/// <summary>Reads capture specifications from the tables of a finished model: the design-time one, a snapshot's, or the runtime's.</summary>
internal static class CapturedTables
{
    /// <summary>The server's limit of columns in a table; a log table has to keep it too.</summary>
    private const int MaxColumns = 1600;
    private const int LogColumns = 6;

    /// <summary>
    /// What every table has without saying so (https://www.postgresql.org/docs/current/ddl-system-columns.html): a row version is mapped to
    /// xmin, which is neither created nor published nor logged.
    /// </summary>
    private static readonly string[] SystemColumns = ["xmin", "xmax", "cmin", "cmax", "ctid", "tableoid"];

    /// <summary>The table's specification, or <see langword="null"/> where it is not captured.</summary>
    internal static CaptureSpec? Find(ITable table)
    {
        if (FindOptions(table) is not var (entity, options))
        {
            return null;
        }

        var schema = SchemaSpec.Parse((string)table.Model.Model[PgCdcAnnotationNames.Schema]!);
        var identity = options.ReplicaIdentity == CaptureReplicaIdentity.Index ? IdentityIndex.Find(table, entity, options.ReplicaIdentityKey) : null;
        var keys = (identity?.Columns ?? table.PrimaryKey?.Columns)?.Select(column => column.Name).ToList() ?? [];
        var columns = table.Columns
            .Where(column => Array.IndexOf(SystemColumns, column.Name) < 0)
            .OrderBy(column => keys.IndexOf(column.Name) is var position && position < 0 ? keys.Count : position)
            .ThenBy(column => column.Name, StringComparer.Ordinal)
            .Select(column => new CapturedColumn(
                column.Name,
                PlainType(column.StoreType),
                keys.Contains(column.Name),
                options.Exclude.Any(name => ColumnMembers.IsOf(column, entity, name)),
                Generation(column)))
            .ToList();

        var spec = new CaptureSpec
        {
            Schema = table.Schema,
            Table = table.Name,
            LogTable = options.Log ? LogTableName(table) : null,
            Operations = options.Operations,
            ReplicaIdentity = options.ReplicaIdentity,
            IdentityIndex = identity?.Name,
            LogReplicatedChanges = options.LogReplicatedChanges,
            Publication = schema.Publication ?? SchemaNames.DefaultPublication,
            GrantTo = schema.GrantTo,
            Columns = columns,
        };
        Validate(spec, entity);

        return spec;
    }

    private static (IEntityType Entity, CaptureOptions Options)? FindOptions(ITable table)
    {
        (IEntityType Entity, CaptureOptions Options, string Json)? found = null;
        foreach (var entity in table.EntityTypeMappings.Select(mapping => mapping.TypeBase).OfType<IEntityType>())
        {
            if (entity[PgCdcAnnotationNames.Capture] is not string json || !IsOwnTable(entity, table))
            {
                continue;
            }

            if (found is not { } first)
            {
                found = (entity, CaptureOptionsJson.Read(json), json);
            }
            else if (first.Json != json)
            {
                throw new InvalidOperationException(
                    $"'{first.Entity.DisplayName()}' and '{entity.DisplayName()}' share the table '{table.SchemaQualifiedName}' and capture it differently; mark one of them only, or both alike.");
            }
        }

        return found is { } result ? (result.Entity, result.Options) : null;
    }

    /// <summary>A derived type of TPT maps to its base's table too, which is not the one it was marked for.</summary>
    private static bool IsOwnTable(IEntityType entity, ITable table)
        => entity.GetTableName() == table.Name && entity.GetSchema() == table.Schema;

    private static string LogTableName(ITable table)
    {
        var name = PlainName(table);
        var collides = table.Model.Tables.Any(other => other != table && PlainName(other) == name && FindOptions(other) is { Options.Log: true });
        var identity = string.Create(CultureInfo.InvariantCulture, $"{table.Schema?.Length ?? -1}.{table.Schema}.{table.Name}");

        // The function's prefix is the longer one: what fits behind it fits behind the log table's.
        var function = !collides && Encoding.UTF8.GetByteCount(SchemaNames.FunctionPrefix + name) <= ObjectName.MaxBytes
            ? SchemaNames.FunctionPrefix + name
            : ObjectName.Hashed(SchemaNames.FunctionPrefix, name, identity);

        return SchemaNames.LogTablePrefix + function[SchemaNames.FunctionPrefix.Length..];
    }

    private static string PlainName(ITable table) => $"{table.Schema ?? "public"}_{table.Name}";

    private static ColumnGeneration Generation(IColumn column)
        => column.PropertyMappings.Select(mapping => mapping.Property[PgCdcAnnotationNames.Generated] as string).FirstOrDefault(text => text is not null) switch
        {
            null => ColumnGeneration.None,
            CaptureConvention.Stored => ColumnGeneration.Stored,
            _ => ColumnGeneration.Virtual,
        };

    /// <summary>A serial type is a number with a default; a log column wants the number only.</summary>
    private static string PlainType(string storeType)
        => storeType.ToUpperInvariant() switch
        {
            "SMALLSERIAL" or "SERIAL2" => "smallint",
            "SERIAL" or "SERIAL4" => "integer",
            "BIGSERIAL" or "SERIAL8" => "bigint",
            _ => storeType,
        };

    private static void Validate(CaptureSpec spec, IEntityType entity)
    {
        foreach (var column in spec.Columns)
        {
            if (column.IsKey && column.IsExcluded)
            {
                throw new InvalidOperationException(
                    $"'{entity.DisplayName()}' excludes the column '{column.Name}', which is part of its key; a change without its key tells nothing, so leave it in.");
            }

            if (column.Name.StartsWith(SchemaNames.ReservedPrefix, StringComparison.Ordinal))
            {
                throw new InvalidOperationException(
                    $"'{entity.DisplayName()}' is captured and has a column '{column.Name}'; names that begin with '{SchemaNames.ReservedPrefix}' belong to its log table, so map the property to another name.");
            }
        }

        if (spec.ReplicaIdentity == CaptureReplicaIdentity.Full && spec.HasColumnList)
        {
            throw new InvalidOperationException(
                $"'{entity.DisplayName()}' captures with replica identity full and excludes columns, which PostgreSQL cannot publish together; drop one of the two.");
        }

        var logColumns = LogColumns + spec.LoggedColumns.Count() + spec.OldColumns.Count();
        if (spec.LogTable is not null && logColumns > MaxColumns)
        {
            throw new InvalidOperationException(
                $"The log table of '{entity.DisplayName()}' would have {logColumns} columns and PostgreSQL allows {MaxColumns}; capture it with the default replica identity, exclude columns, or capture it without a log.");
        }
    }
}
