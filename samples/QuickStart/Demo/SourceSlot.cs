using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;
using PgCdc.Sdk;
using PgCdc.Sdk.Migrations.Schema;

namespace QuickStart.Demo;

/// <summary>The source's position, and what becomes of the slot at the end.</summary>
internal static class SourceSlot
{
    public static async Task<Lsn> ReadPositionAsync(DbContext db)
    {
        var position = await db.Database.SqlQuery<NpgsqlLogSequenceNumber>($"SELECT pg_current_wal_flush_lsn() AS \"Value\"").SingleAsync();
        return new Lsn((ulong)position);
    }

    public static async Task LeaveAsync(DemoSettings settings, string consumer, DbContext db)
    {
        if (settings.KeepSlot)
        {
            Console.WriteLine(
                $"The slot {settings.Slot} stays, and a later run resumes from it. Until then the server keeps all write-ahead log behind it: a forgotten slot fills the disk.");
            return;
        }

        // The server lets go of a slot a moment after its connection has ended.
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await db.Database.SqlQuery<bool>($"SELECT active AS \"Value\" FROM pg_replication_slots WHERE slot_name = {settings.Slot}").SingleAsync(deadline.Token))
        {
            await Task.Delay(50, deadline.Token);
        }

        await db.Database.ExecuteSqlAsync($"SELECT pg_drop_replication_slot({settings.Slot})", deadline.Token);
        await db.Set<ConsumerCheckpoint>().Where(row => row.Consumer == consumer).ExecuteDeleteAsync(deadline.Token);
        await db.Set<CheckpointBase>().Where(row => row.Consumer == consumer).ExecuteDeleteAsync(deadline.Token);
        await db.Set<HandledTransactions>().Where(row => row.Consumer == consumer).ExecuteDeleteAsync(deadline.Token);
        Console.WriteLine(
            $"Dropped the slot {settings.Slot}: a slot that nobody reads makes the server keep write-ahead log until its disk is full.");
    }
}
