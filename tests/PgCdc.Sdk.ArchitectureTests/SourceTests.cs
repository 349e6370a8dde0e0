using System.Text.RegularExpressions;

namespace PgCdc.Sdk.ArchitectureTests;

/// <summary>What a room may touch, and how a file is cut.</summary>
public sealed partial class SourceTests
{
    private const int MostLines = 300;

    /// <summary>Files that are longer than a file should be, with the reason.</summary>
    private static readonly Dictionary<string, string> LongFiles = new()
    {
        ["src/PgCdc.Sdk.Testing/PostgresServer.cs"] = "The package's one entry point: a server's life from its start to its promotion, most of it documentation.",
    };

    [Fact]
    public void One_file_knows_the_replication_types_of_Npgsql() => Assert.Equal(
        ["src/PgCdc.Sdk/Wal/NpgsqlWalSource.cs"],
        House.Sources.Where(static source => ReplicationTypes().IsMatch(House.CodeOf(source))));

    public static TheoryData<string> PureRooms => ["PgOutput", "Decoding", "Binding"];

    [Theory]
    [MemberData(nameof(PureRooms))]
    public void A_pure_room_has_neither_input_nor_output_nor_clock(string room)
    {
        var sources = House.Sources.Where(source => source.StartsWith($"src/PgCdc.Sdk/{room}/", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(sources);
        Assert.All(sources, static source => Assert.False(Impure().IsMatch(House.CodeOf(source)), $"{source}: {Impure().Match(House.CodeOf(source)).Value}"));
    }

    [Theory]
    [InlineData("CatchUp/CatchUpPlan.cs")]
    [InlineData("CatchUp/LogRowReader.cs")]
    [InlineData("CatchUp/LogSql.cs")]
    [InlineData("CatchUp/RecordFormat.cs")]
    [InlineData("Checkpoints/CheckpointTracker.cs")]
    [InlineData("Checkpoints/TimelineHistory.cs")]
    [InlineData("Failover/Divergence.cs")]
    [InlineData("Failover/FailoverSlotCheck.cs")]
    [InlineData("Failover/SlotCheck.cs")]
    [InlineData("Hosting/Failure.cs")]
    [InlineData("Hosting/RetryLedger.cs")]
    public void What_decides_has_no_clock_and_waits_for_nothing(string source)
    {
        var code = House.CodeOf($"src/PgCdc.Sdk/{source}");

        Assert.DoesNotMatch(@"\b(TimeProvider|UtcNow|await|Stopwatch)\b", code);
    }

    [Fact]
    public void No_type_is_named_after_nothing_in_particular() => Assert.All(
        House.Sources.SelectMany(House.TypesOf),
        static type => Assert.DoesNotMatch("(Manager|Helper|Helpers|Util|Utils|Utilities|Processor)$", type));

    [Fact]
    public void A_file_holds_one_type_and_is_named_after_it() => Assert.All(
        House.Sources,
        static source => Assert.Equal([Path.GetFileName(source).Split('.', '{', '`')[0]], House.TypesOf(source).Distinct()));

    [Fact]
    public void A_file_fits_in_three_hundred_lines() => Assert.Equal(
        LongFiles.Keys.Order(StringComparer.Ordinal),
        House.Sources.Where(static source => House.Read(source).AsSpan().Count('\n') > MostLines));

    [GeneratedRegex(@"Npgsql\.Replication|\b(LogicalReplicationConnection|PhysicalReplicationConnection|XLogDataMessage|PgOutputReplicationSlot)\b")]
    private static partial Regex ReplicationTypes();

    [GeneratedRegex(@"System\.IO\b|System\.Net\.Http\b|\b(Stream|NetworkStream|File|Socket|TcpClient|Dns|TimeProvider|UtcNow|DateTime\.Now|Stopwatch|Task|ValueTask|await|NpgsqlConnection)\b")]
    private static partial Regex Impure();
}
