using System.Net.Sockets;
using Npgsql;
using PgCdc.Sdk.Hosting;
using PgCdc.Sdk.Tests.Fixtures;

namespace PgCdc.Sdk.Tests.Hosting;

public sealed class FailureTests
{
    [Theory]
    [InlineData("08000", FailureKind.Transient)] // connection_exception
    [InlineData("08006", FailureKind.Transient)] // connection_failure
    [InlineData("08P01", FailureKind.Transient)] // protocol_violation
    [InlineData("25006", FailureKind.Transient)] // read_only_sql_transaction
    [InlineData("28000", FailureKind.Login)] // invalid_authorization_specification
    [InlineData("28P01", FailureKind.Login)] // invalid_password
    [InlineData("3D000", FailureKind.Login)] // invalid_catalog_name
    [InlineData("40001", FailureKind.Transient)] // serialization_failure
    [InlineData("40P01", FailureKind.Transient)] // deadlock_detected
    [InlineData("42501", FailureKind.Fatal)] // insufficient_privilege
    [InlineData("53300", FailureKind.Transient)] // too_many_connections
    [InlineData("53100", FailureKind.Transient)] // disk_full
    [InlineData("55006", FailureKind.Busy)] // object_in_use
    [InlineData("55P03", FailureKind.Transient)] // lock_not_available
    [InlineData("57P01", FailureKind.Transient)] // admin_shutdown
    [InlineData("57P02", FailureKind.Transient)] // crash_shutdown
    [InlineData("57P03", FailureKind.Transient)] // cannot_connect_now
    [InlineData("58030", FailureKind.Transient)] // io_error
    [InlineData("23505", FailureKind.Refused)] // unique_violation
    [InlineData("42P01", FailureKind.Refused)] // undefined_table
    [InlineData("42704", FailureKind.Refused)] // undefined_object
    [InlineData("XX000", FailureKind.Refused)] // internal_error
    public void A_servers_error_counts_by_its_SQLSTATE(string sqlState, object kind)
    {
        var error = RecordedServer.Error(sqlState);

        Assert.Equal(kind, Failure.Classify(error, isStopping: false));
        Assert.Equal(kind, Failure.Classify(new InvalidOperationException("wrapped", error), isStopping: false));
        Assert.Equal(kind, Failure.Classify(new InvalidOperationException("twice", new InvalidOperationException("wrapped", error)), isStopping: false));
    }

    public static TheoryData<Exception> BrokenConnections =>
    [
        new IOException("reset"),
        new SocketException((int)SocketError.ConnectionRefused),
        new TimeoutException(),
        new NpgsqlException("broken", new IOException("reset")),
        new NpgsqlException("broken"),
        new ObjectDisposedException("stream"),
        new InvalidOperationException("wrapped", new SocketException()),
        new OperationCanceledException(),
    ];

    [Theory]
    [MemberData(nameof(BrokenConnections), DisableDiscoveryEnumeration = true)]
    public void A_broken_connection_is_transient(Exception exception) =>
        Assert.Equal(FailureKind.Transient, Failure.Classify(exception, isStopping: false));

    [Fact]
    public void A_cancellation_while_the_host_stops_is_the_stop() =>
        Assert.Equal(FailureKind.Stopping, Failure.Classify(new TaskCanceledException(), isStopping: true));

    [Fact]
    public void A_busy_slot_is_waited_for() => Assert.Equal(FailureKind.Busy, Failure.Classify(new SlotBusyException("s", 1), isStopping: false));

    [Fact]
    public void A_moved_checkpoint_is_a_conflict() =>
        Assert.Equal(FailureKind.Conflict, Failure.Classify(new CheckpointConflictException("c", 1), isStopping: false));

    public static TheoryData<Exception> Ends =>
    [
        new ProtocolException("p"),
        new DecodeException("d"),
        new DecodeException("d", new IOException()),
        new BindException("b"),
        new SlotException(SlotProblem.Missing, "s", "m"),
        new StartupException("c", []),
    ];

    [Theory]
    [MemberData(nameof(Ends), DisableDiscoveryEnumeration = true)]
    public void What_would_never_succeed_is_fatal(Exception exception) =>
        Assert.Equal(FailureKind.Fatal, Failure.Classify(exception, isStopping: false));

    public static TheoryData<Exception> HandlersOwn =>
    [
        new InvalidOperationException("bug"),
        new TimeoutException("the handler's own service"),
        new IOException("the handler's own file"),
        new OperationCanceledException("the handler's own token"),
        RecordedServer.Error("23505"),
        RecordedServer.Error("42501"),
        RecordedServer.Error("28P01"),
    ];

    [Theory]
    [MemberData(nameof(HandlersOwn), DisableDiscoveryEnumeration = true)]
    public void A_handlers_failure_is_its_own(Exception cause) => Assert.Equal(FailureKind.Handler, Failure.Classify(Handler(cause), isStopping: false));

    [Theory]
    [InlineData("40001")]
    [InlineData("40P01")]
    [InlineData("57P01")]
    public void A_handlers_database_that_is_away_for_a_moment_is_transient(string sqlState) =>
        Assert.Equal(FailureKind.Transient, Failure.Classify(Handler(new InvalidOperationException("save", RecordedServer.Error(sqlState))), isStopping: false));

    [Fact]
    public void Anything_else_is_refused() => Assert.Equal(FailureKind.Refused, Failure.Classify(new InvalidOperationException("no service"), isStopping: false));

    private static HandlerException Handler(Exception cause) => new("Handler", 700, default, "t", null, cause);
}
