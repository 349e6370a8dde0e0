using Microsoft.EntityFrameworkCore.Migrations.Operations;
using PgCdc.Sdk.Migrations.Metadata;

namespace PgCdc.Sdk.Migrations.Operations;

/// <summary>The operations on a table between which its replica identity can be an index.</summary>
internal static class IdentityOperations
{
    /// <summary>Whether the operation creates the index that is the table's replica identity.</summary>
    internal static bool Begins(CaptureSpec spec, MigrationOperation operation)
        => spec.IdentityIndex is { } index && operation switch
        {
            CreateTableOperation create => create.UniqueConstraints.Any(constraint => constraint.Name == index),
            AddUniqueConstraintOperation add => add.Name == index,
            CreateIndexOperation create => create.Name == index,
            _ => false,
        };

    /// <summary>Whether the operation ends that: it drops the index, or its columns, or allows NULL in one of them.</summary>
    internal static bool Ends(CaptureSpec spec, MigrationOperation operation)
        => spec.IdentityIndex is { } index && operation switch
        {
            DropUniqueConstraintOperation drop => drop.Name == index,
            DropIndexOperation drop => drop.Name == index,
            DropColumnOperation drop => IsKey(spec, drop.Name),
            AlterColumnOperation alter => alter.IsNullable && IsKey(spec, alter.Name),
            _ => false,
        };

    private static bool IsKey(CaptureSpec spec, string column) => spec.Columns.Any(candidate => candidate.IsKey && candidate.Name == column);
}
