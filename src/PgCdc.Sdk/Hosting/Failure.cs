using System.Net.Sockets;
using Npgsql;
using PgCdc.Sdk.Wal;

namespace PgCdc.Sdk.Hosting;

/// <summary>
/// Classifies errors, by their SQLSTATE
/// (<see href="https://www.postgresql.org/docs/current/errcodes-appendix.html">error codes</see>) where the server gave one. Pure.
/// </summary>
internal static class Failure
{
    public static FailureKind Classify(Exception exception, bool isStopping) => exception switch
    {
        OperationCanceledException when isStopping => FailureKind.Stopping,
        SlotBusyException => FailureKind.Busy,
        CheckpointConflictException => FailureKind.Conflict,
        HandlerException handler => OfDatabase(handler) is FailureKind.Transient ? FailureKind.Transient : FailureKind.Handler,
        UndecodableException => FailureKind.Undecodable,
        BindException { IsColumnMissing: true } or StartupException { IsColumnMissing: true } => FailureKind.Pending,
        PgCdcException => FailureKind.Fatal,
        _ => OfDatabase(exception) ?? OfTransport(exception),
    };

    /// <summary>A database's error anywhere in the chain; <see langword="null"/> where there is none.</summary>
    private static FailureKind? OfDatabase(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case PostgresException postgres:
                    return OfSqlState(postgres.SqlState);
                case NpgsqlException { IsTransient: true }:
                    return FailureKind.Transient;
            }
        }

        return null;
    }

    private static FailureKind OfSqlState(string sqlState) => sqlState switch
    {
        // object_in_use: the slot is active for another process.
        "55006" => FailureKind.Busy,

        // invalid_password, invalid_authorization_specification, invalid_catalog_name.
        "28P01" or "28000" or "3D000" => FailureKind.Login,

        // insufficient_privilege.
        "42501" => FailureKind.Fatal,

        // serialization_failure, deadlock_detected, lock_not_available; read_only_sql_transaction: a server just demoted.
        "40001" or "40P01" or "55P03" or "25006" => FailureKind.Transient,

        // Connection exceptions, insufficient resources, operator intervention (restart, shutdown, crash), system errors.
        _ when sqlState.StartsWith("08", StringComparison.Ordinal)
            || sqlState.StartsWith("53", StringComparison.Ordinal)
            || sqlState.StartsWith("57P", StringComparison.Ordinal)
            || sqlState is "58000" or "58030" => FailureKind.Transient,

        _ => FailureKind.Refused,
    };

    private static FailureKind OfTransport(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            // A cancellation that nobody here asked for is the driver giving up on a dead connection.
            if (cause is NpgsqlException or IOException or SocketException or TimeoutException or OperationCanceledException
                or ObjectDisposedException)
            {
                return FailureKind.Transient;
            }
        }

        return FailureKind.Refused;
    }
}
