using Microsoft.EntityFrameworkCore;
using PgCdc.Sdk.FailoverHost.Checking;
using PgCdc.Sdk.FailoverHost.Model;
using PgCdc.Sdk.IntegrationTests.Infrastructure;

namespace PgCdc.Sdk.IntegrationTests.Failover;

/// <summary>A proof that could not fail would prove nothing: whatever may go wrong in the rounds is seen, and under its own name.</summary>
[Trait("Needs", "Postgres")]
public sealed class ComparisonTests(ServerFixture server)
{
    private static readonly Guid First = new("00000000-0000-0000-0000-000000000001");
    private static readonly Guid Second = new("00000000-0000-0000-0000-000000000002");
    private static readonly Guid Phantom = new("00000000-0000-0000-0000-000000000003");

    private static int _databases;

    /// <summary>The first transaction inserts a row, a phantom and the second each update it.</summary>
    private static List<AuditLine> Right =>
    [
        Line(1, First, ChangeOperation.Insert, 1), Mark(1, First),
        Line(2, Phantom, ChangeOperation.Update, 2), Mark(2, Phantom),
        Line(3, Second, ChangeOperation.Update, 2), Mark(3, Second),
    ];

    [Fact]
    public async Task What_was_handled_as_it_was_committed_is_right()
    {
        var verdict = await CompareAsync(Right, Phantom);

        Assert.True(verdict.IsRight, string.Join(Environment.NewLine, verdict.Trail));
        Assert.Equal("transactions=2 lost=0 duplicated=0 out_of_order=0 phantoms=1 phantoms_reported=1", $"{verdict}");
    }

    [Fact]
    public async Task A_transaction_that_was_not_handled_is_lost()
    {
        var verdict = await CompareAsync(Right[..4], Phantom);

        Assert.Equal(1, verdict.Lost);
        Assert.False(verdict.IsRight);
        Assert.Contains(verdict.Trail, line => line.Contains($"{Second}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_transaction_without_one_of_its_changes_is_lost() => Assert.Equal(1, (await CompareAsync([.. Right[..4], Right[5]], Phantom)).Lost);

    [Fact]
    public async Task A_transaction_that_ends_without_its_marker_is_lost() => Assert.Equal(2, (await CompareAsync(Right[..5], Phantom)).Lost);

    [Fact]
    public async Task A_transaction_that_was_handled_again_is_doubled()
    {
        var verdict = await CompareAsync([.. Right, Line(4, Second, ChangeOperation.Update, 2), Mark(4, Second)], Phantom);

        // Both of its changes come where they were before.
        Assert.Equal((0, 1, 2), (verdict.Lost, verdict.Duplicated, verdict.OutOfOrder));
    }

    [Fact]
    public async Task A_change_that_was_handled_again_is_doubled() => Assert.Equal(1, (await CompareAsync([.. Right[..5], Right[4], Right[5]], Phantom)).Duplicated);

    [Fact]
    public async Task Transactions_that_change_places_are_out_of_order()
    {
        var verdict = await CompareAsync([.. Right[4..], .. Right[..4]], Phantom);

        Assert.Equal((0, 0), (verdict.Lost, verdict.Duplicated));
        Assert.True(verdict.OutOfOrder > 0);
    }

    [Fact]
    public async Task A_row_that_the_handled_changes_do_not_lead_to_is_out_of_order()
    {
        // Its number is right, its writer is not.
        var wrong = Right[4];
        wrong.Tx = First;

        Assert.Equal(1, (await CompareAsync([.. Right[..4], wrong, Right[5]], Phantom)).OutOfOrder);
    }

    [Fact]
    public async Task A_phantom_that_nobody_was_told_of_is_wrong() => Assert.Equal((1, 0), Reports(await CompareAsync(Right)));

    [Fact]
    public async Task A_phantom_that_was_told_twice_is_wrong() => Assert.Equal((1, 2), Reports(await CompareAsync(Right, Phantom, Phantom)));

    [Fact]
    public async Task A_survivor_that_was_told_as_a_phantom_is_wrong() => Assert.Equal((2, 1), Reports(await CompareAsync(Right, First)));

    private static (int Wrong, int Told) Reports(Verdict verdict)
    {
        Assert.False(verdict.IsRight);
        return (verdict.WrongReports, verdict.PhantomsReported);
    }

    private static AuditLine Line(long handling, Guid tx, ChangeOperation operation, int version) => new()
    {
        Handling = handling,
        Xid = 700 + handling,
        CommitLsn = 1000 * handling,
        Timeline = 1,
        Origin = ChangeOrigin.Stream,
        Ordinal = 0,
        Kind = nameof(Account),
        Operation = operation,
        Key = $"{new AccountKey(7)}",
        Version = version,
        Tx = tx,
    };

    private static AuditLine Mark(long handling, Guid tx)
    {
        var mark = Line(handling, tx, ChangeOperation.Insert, 1);
        mark.Kind = nameof(Marker);
        mark.Key = $"{new MarkerKey(tx)}";
        return mark;
    }

    private async Task<Verdict> CompareAsync(IEnumerable<AuditLine> handled, params IEnumerable<Guid> phantoms)
    {
        // Source and sink may be one database here: their tables have different names.
        var database = await server.Server.CreateDatabaseAsync($"comparison_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}");
        await using var context = FailoverContext.Open(database);
        await context.Database.EnsureCreatedAsync();
        context.AddRange(new Marker { Tx = First, Changes = 1 }, new Marker { Tx = Second, Changes = 1 });
        context.Add(new Account { Id = 7, Tx = Second, Version = 2, Text = "" });
        var place = 0;
        foreach (var line in handled)
        {
            line.Id = ++place;
            context.Add(line);
        }

        context.AddRange(phantoms.Select(static tx => new PhantomLine { Xid = 702, CommitLsn = null, Timeline = 1, Tx = tx }));
        await context.SaveChangesAsync();
        return await Comparison.RunAsync(database, database);
    }
}
