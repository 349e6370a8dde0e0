using Microsoft.EntityFrameworkCore.Migrations.Operations;
using PgCdc.Sdk.Migrations.Metadata;

namespace PgCdc.Sdk.Migrations.Operations;

/// <summary>
/// The captured tables of a migration, read from all its operations before the first is rewritten: a column may be dropped long
/// before the operation that tells how the table was captured, and under the table's old name.
/// </summary>
internal sealed class CapturePlan
{
    private readonly Dictionary<MigrationOperation, CapturedTable> _tables;

    private CapturePlan(Dictionary<MigrationOperation, CapturedTable> tables)
    {
        _tables = tables;
        Tables = [.. tables.Values.Distinct()];
    }

    internal IReadOnlyList<CapturedTable> Tables { get; }

    internal CapturedTable? TableOf(MigrationOperation operation) => _tables.GetValueOrDefault(operation);

    /// <summary>Tables whose log has the name that another one's is about to get.</summary>
    internal IEnumerable<CapturedTable> InTheWay()
    {
        var wanted = Tables.Where(table => table.Target?.LogTable != table.Current?.LogTable).ToDictionary(table => table, table => table.Target?.LogTable);

        return [.. Tables.Where(table => table.Current?.LogTable is { } name && wanted.ContainsKey(table) && wanted.Any(other => other.Key != table && other.Value == name))];
    }

    internal static CapturePlan Read(IReadOnlyList<MigrationOperation> operations, IReadOnlyList<CaptureSpec> captures)
    {
        var names = new List<Named>();
        var found = new List<(MigrationOperation Operation, Named Table)>();
        foreach (var operation in operations)
        {
            if (Target(operation) is not var (schema, name))
            {
                continue;
            }

            var table = Find(names, schema, name);
            if (table is null)
            {
                table = new Named { Schema = schema, Name = name, From = captures.FirstOrDefault(spec => spec.Schema == schema && spec.Table == name) };
                names.Add(table);
            }

            found.Add((operation, table));
            switch (operation)
            {
                case RenameTableOperation rename:
                    table.Schema = rename.NewSchema ?? rename.Schema;
                    table.Name = rename.NewName ?? rename.Name;
                    break;
                case AlterTableOperation alter:
                    // The first one knows how the table was captured, the last one how it will be.
                    table.From = table.IsAltered ? table.From : CaptureOperations.Spec(alter.OldTable);
                    table.To = CaptureOperations.Spec(alter);
                    table.IsAltered = true;
                    break;
                default:
                    break;
            }
        }

        foreach (var table in names.Where(table => !table.IsAltered))
        {
            table.To = captures.FirstOrDefault(spec => spec.Schema == table.Schema && spec.Table == table.Name);
        }

        names.RemoveAll(table => !table.IsAltered && table.To is null);

        // A table that this migration creates is installed whole where it is created.
        names.RemoveAll(table => operations.OfType<CreateTableOperation>().Any(create => create.Schema == table.Schema && create.Name == table.Name));

        var tables = names.Where(table => table.From is not null || table.To is not null)
            .ToDictionary(table => table, table => new CapturedTable(table.From) { Target = table.To });

        return new CapturePlan(found.Where(pair => tables.ContainsKey(pair.Table)).ToDictionary(pair => pair.Operation, pair => tables[pair.Table]));
    }

    private static (string? Schema, string Name)? Target(MigrationOperation operation)
        => operation switch
        {
            RenameTableOperation rename => (rename.Schema, rename.Name),
            AlterTableOperation alter => (alter.Schema, alter.Name),
            AddColumnOperation add => (add.Schema, add.Table),
            AlterColumnOperation alter => (alter.Schema, alter.Table),
            RenameColumnOperation rename => (rename.Schema, rename.Table),
            DropColumnOperation drop => (drop.Schema, drop.Table),
            AddUniqueConstraintOperation add => (add.Schema, add.Table),
            DropUniqueConstraintOperation drop => (drop.Schema, drop.Table),
            CreateIndexOperation create => (create.Schema, create.Table),
            RenameIndexOperation { Table: { } table } rename => (rename.Schema, table),
            DropIndexOperation { Table: { } table } drop => (drop.Schema, table),
            _ => null,
        };

    /// <summary>A move to the default schema names no schema, in the move or afterwards: then the name alone decides, if it is the only one.</summary>
    private static Named? Find(List<Named> tables, string? schema, string name)
        => tables.Find(table => table.Schema == schema && table.Name == name)
            ?? (tables.FindAll(table => table.Name == name && (table.Schema is null || schema is null)) is [var only] ? only : null);

    private sealed class Named
    {
        internal string? Schema { get; set; }

        internal required string Name { get; set; }

        internal CaptureSpec? From { get; set; }

        internal CaptureSpec? To { get; set; }

        internal bool IsAltered { get; set; }
    }
}
