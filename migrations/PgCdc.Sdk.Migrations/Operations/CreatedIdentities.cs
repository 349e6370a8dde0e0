using Microsoft.EntityFrameworkCore.Migrations.Operations;
using PgCdc.Sdk.Migrations.Metadata;
using PgCdc.Sdk.Migrations.Sql;

namespace PgCdc.Sdk.Migrations.Operations;

/// <summary>
/// The tables that a migration creates and whose replica identity is an index that it creates behind them: a constraint comes with its
/// table, an index by an operation of its own.
/// </summary>
internal sealed class CreatedIdentities
{
    private readonly List<CaptureSpec> _waiting = [];

    /// <summary>The capture that a table can be created with.</summary>
    internal CaptureSpec Install(CaptureSpec spec, CreateTableOperation create)
    {
        if (spec.IdentityIndex is null || IdentityOperations.Begins(spec, create))
        {
            return spec;
        }

        _waiting.Add(spec);

        return spec.WithDefaultIdentity();
    }

    internal IEnumerable<string> After(MigrationOperation operation)
        => operation is CreateIndexOperation index && _waiting.Find(spec => IsOf(spec, index)) is { } spec && _waiting.Remove(spec)
            ? TableSettingsV1.ReplicaIdentity(spec)
            : [];

    /// <summary>Of indexes that no operation created: by hand, in SQL.</summary>
    internal IEnumerable<string> Rest() => _waiting.SelectMany(TableSettingsV1.ReplicaIdentity);

    private static bool IsOf(CaptureSpec spec, CreateIndexOperation index)
        => spec.Schema == index.Schema && spec.Table == index.Table && IdentityOperations.Begins(spec, index);
}
