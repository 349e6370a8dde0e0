using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PgCdc.Sdk.CrashHost.Killing;
using PgCdc.Sdk.CrashHost.Model;

namespace PgCdc.Sdk.CrashHost;

/// <summary>
/// Writes down every change, through the checkpoint's context: the line is saved with the unit of work, the tally at once, so that a
/// kill in the middle leaves written rows behind in an open transaction.
/// </summary>
internal sealed class Journal(CrashContext db, CrashSettings settings, KillSwitch kill)
    : IOnEntryInsert, IOnEntryUpdate, IOnEntryDelete, IOnEntryTruncate, IOnStockInsert, IOnStockUpdate, IOnStockDelete, IOnStockTruncate
{
    public ValueTask OnInsertAsync(EntryInsert change, CancellationToken cancellationToken) =>
        WriteAsync(change.Context, "insert", KeyOf(change.Key), $"{change.Row.Text}|{change.Row.Version}|{Digest(change.Row.Body)}", cancellationToken);

#pragma warning disable PGCDC0029 // The text is a few characters long: only the body lies out of line.
    public ValueTask OnUpdateAsync(EntryUpdate change, CancellationToken cancellationToken) => WriteAsync(
        change.Context, "update", KeyOf(change.Key), $"{(change.OldKey is { } old ? KeyOf(old) : "")}>{change.After.Text}|{change.After.Version}", cancellationToken);
#pragma warning restore PGCDC0029

    public ValueTask OnDeleteAsync(EntryDelete change, CancellationToken cancellationToken) =>
        WriteAsync(change.Context, "delete", KeyOf(change.Key), "", cancellationToken);

    public ValueTask OnTruncateAsync(EntryTruncate change, CancellationToken cancellationToken) =>
        WriteAsync(change.Context, "truncate", "entries", "", cancellationToken);

    public ValueTask OnInsertAsync(StockInsert change, CancellationToken cancellationToken) =>
        WriteAsync(change.Context, "insert", KeyOf(change.Key), Row(change.Row), cancellationToken);

    public ValueTask OnUpdateAsync(StockUpdate change, CancellationToken cancellationToken) => WriteAsync(
        change.Context, "update", KeyOf(change.Key), $"{(change.OldKey is { } old ? KeyOf(old) : "")}>{Row(change.Before!)}>{Row(change.After)}", cancellationToken);

    public ValueTask OnDeleteAsync(StockDelete change, CancellationToken cancellationToken) =>
        WriteAsync(change.Context, "delete", KeyOf(change.Key), Row(change.Row!), cancellationToken);

    public ValueTask OnTruncateAsync(StockTruncate change, CancellationToken cancellationToken) =>
        WriteAsync(change.Context, "truncate", "stock", "", cancellationToken);

    private static string KeyOf(EntryKey key) => string.Create(CultureInfo.InvariantCulture, $"entries {key.Id}");

    private static string KeyOf(StockKey key) => string.Create(CultureInfo.InvariantCulture, $"stock {key.Shelf}/{key.Place}");

    private static string Row(Stock row) => string.Create(CultureInfo.InvariantCulture, $"{row.Quantity}|{row.Label}");

#pragma warning disable CA5351 // The server's md5() is what the audit's trigger calls; nothing is kept secret by it.
    private static string Digest(string? body) => body is null ? "" : Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(body)));
#pragma warning restore CA5351

    private async ValueTask WriteAsync(ChangeContext change, string operation, string key, string value, CancellationToken cancellationToken)
    {
        db.Journal.Add(new JournalLine
        {
            CommitLsn = (long)change.CommitLsn.Value,
            Ordinal = change.Ordinal,
            Xid = (long)change.Xid,
            Operation = operation,
            Key = key,
            Value = value,
            Run = settings.Run,
        });
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO tallies AS tally (key, changes, chain) VALUES ({key}, 1, md5({operation} || ' ' || {value}))
            ON CONFLICT (key) DO UPDATE SET changes = tally.changes + 1, chain = md5(tally.chain || {operation} || ' ' || {value})
            """,
            cancellationToken);
        kill.Pass(KillStep.Handle, $"{change.Position} {operation} {key}");
    }
}
