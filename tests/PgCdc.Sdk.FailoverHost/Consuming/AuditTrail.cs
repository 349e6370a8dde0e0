using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using PgCdc.Sdk.FailoverHost.Model;

namespace PgCdc.Sdk.FailoverHost.Consuming;

/// <summary>
/// The audit lines of one unit of work, over all tables in the order of handling; copied through the checkpoint's connection, and so in
/// its transaction, because fifty thousand of them come at once.
/// </summary>
internal sealed class AuditTrail(FailoverContext db, HandlingNumbers numbers)
{
    private const string Copy =
        "COPY audit (handling, xid, commit_lsn, timeline, origin, ordinal, kind, operation, key, old_key, version, tx) FROM STDIN (FORMAT binary)";

    private readonly List<AuditLine> _lines = [];
    private (ulong Xid, Lsn CommitLsn, uint Timeline) _transaction;
    private long _handling;
    private long _ordinal = -1;

    public void Add(ChangeContext change, string kind, ChangeOperation operation, object? key, object? oldKey, ICapturedRow? row)
    {
        var transaction = (change.Xid, change.CommitLsn, change.Transaction.Timeline);
        if (_ordinal < 0 || transaction != _transaction || change.Ordinal <= _ordinal)
        {
            _handling = numbers.Next();
        }

        _transaction = transaction;
        _ordinal = change.Ordinal;
        _lines.Add(new AuditLine
        {
            Handling = _handling,
            Xid = (long)change.Xid,
            CommitLsn = (long)change.CommitLsn.Value,
            Timeline = (int)change.Transaction.Timeline,
            Origin = change.Origin,
            Ordinal = change.Ordinal,
            Kind = kind,
            Operation = operation,
            Key = $"{key}",
            OldKey = oldKey is null ? null : $"{oldKey}",
            Version = row?.Version,
            Tx = row?.Tx,
        });
    }

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        if (_lines.Count == 0)
        {
            return;
        }

        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using var copy = await connection.BeginBinaryImportAsync(Copy, cancellationToken);
        foreach (var line in _lines)
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(line.Handling, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(line.Xid, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(line.CommitLsn, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(line.Timeline, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync((int)line.Origin, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(line.Ordinal, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(line.Kind, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync((int)line.Operation, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(line.Key, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(line.OldKey, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(line.Version, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(line.Tx, NpgsqlDbType.Uuid, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
        _lines.Clear();
    }
}
