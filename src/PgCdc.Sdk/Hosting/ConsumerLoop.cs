using Microsoft.Extensions.Logging;
using PgCdc.Sdk.Dispatch;
using PgCdc.Sdk.Failover;
using PgCdc.Sdk.Validation;
using PgCdc.Sdk.Wal;
using Polly;
using Polly.Retry;

namespace PgCdc.Sdk.Hosting;

/// <summary>
/// Keeps one consumer going: opens a session, steps it, and after an error opens the next one at the stored checkpoint. Each step is
/// one execution of the retry pipeline, so that every success begins its counts anew.
/// </summary>
internal sealed partial class ConsumerLoop(
    ConsumerServices services, SessionOpener opener, StartupValidation validation, ILogger<ConsumerLoop> logger) : IAsyncDisposable
{
    private StreamSession? _session;
    private bool _isValidated;
    private bool _hasConnected;
    private int _refusals;
    private int _decodeFailures;
    private Lsn _undecodableBehind;

    /// <summary>Runs until the host stops.</summary>
    /// <exception cref="Exception">What made the consumer stop by itself; <see cref="ConsumerMonitor"/> shows it as the fault.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var retries = Retries(cancellationToken);
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                await retries.ExecuteAsync(StepAsync, cancellationToken).ConfigureAwait(false);
            }

            await DisposeAsync().ConfigureAwait(false);
            services.Monitor.Enter(PgCdcState.Stopped);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            LogStopped(services.Consumer, services.Monitor.Stored);
            services.Monitor.Enter(PgCdcState.Stopped);
        }
        catch (Exception exception)
        {
            // Who waits for the state finds the line that explains it.
            LogFaulted(exception, services.Consumer, services.Monitor.Stored);
            services.Monitor.Enter(PgCdcState.Faulted, exception);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_session is { } session)
        {
            _session = null;
            await session.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask StepAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_session is null)
            {
                if (!_isValidated)
                {
                    await validation.RunAsync(cancellationToken).ConfigureAwait(false);
                    _isValidated = true;
                }

                _session = await opener.OpenAsync(cancellationToken).ConfigureAwait(false);
            }

            await _session.StepAsync(cancellationToken).ConfigureAwait(false);
            _refusals = 0;
        }
        catch (Exception exception)
        {
            // A first step may fail when the stream has long been running: what it does besides asks the server, too.
            _hasConnected |= services.Monitor.State is PgCdcState.Streaming or PgCdcState.CatchingUp;
            // Whatever went wrong, the next attempt begins at what is stored.
            await DisposeAsync().ConfigureAwait(false);
            NoteFailure(exception);
            throw;
        }
    }

    private void NoteFailure(Exception exception)
    {
        switch (exception)
        {
            case HandlerException handler:
                services.Retries.Failed(handler.Xid);
                LogHandlerFailed(exception, handler.Handler, handler.Position, handler.Table, services.Retries.Failures, services.Options.MaxHandlerRetries + 1);
                LogHandlerFailedKey(handler.Position, handler.Key);
                break;
            case SlotException slot:
                services.Metrics.GapFound(slot.Problem);
                break;
            case CheckpointConflictException:
                LogConflict(exception, services.Consumer);
                break;
        }
    }

    private ResiliencePipeline Retries(CancellationToken stopping) => new ResiliencePipelineBuilder { TimeProvider = services.Clock }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = arguments => ValueTask.FromResult(IsRetried(arguments.Outcome.Exception, stopping)),
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = services.Options.RetryDelay,
            MaxDelay = services.Options.MaxRetryDelay,
            DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(
                arguments.Outcome.Exception is { } exception && Failure.Classify(exception, isStopping: false) is FailureKind.Busy or FailureKind.Pending
                    ? services.Options.BusySlotInterval
                    : null),
            OnRetry = arguments =>
            {
                Announce(arguments.Outcome.Exception!, arguments.RetryDelay);
                return ValueTask.CompletedTask;
            },
        })
        .Build();

    private bool IsRetried(Exception? exception, CancellationToken stopping)
    {
        if (exception is null)
        {
            return false;
        }

        return Failure.Classify(exception, stopping.IsCancellationRequested) switch
        {
            FailureKind.Busy or FailureKind.Transient or FailureKind.Conflict => true,
            FailureKind.Login => _hasConnected,
            FailureKind.Handler => services.Retries.Failures <= services.Options.MaxHandlerRetries,
            FailureKind.Refused => ++_refusals <= services.Options.MaxHandlerRetries,
            FailureKind.Undecodable => IsDecodedAgain((UndecodableException)exception),
            FailureKind.Pending => services.Options.MissingColumns == MissingColumnPolicy.Wait,
            _ => false,
        };
    }

    /// <summary>
    /// A server that cannot decode its own write-ahead log says so at every attempt. After the last one the slot counts as lost, and what
    /// is behind it is a gap like any other.
    /// </summary>
    private bool IsDecodedAgain(UndecodableException exception)
    {
        // Steps may succeed in between, up to the same place: only what was stored is progress.
        _decodeFailures = _undecodableBehind == services.Monitor.Stored ? _decodeFailures + 1 : 1;
        _undecodableBehind = services.Monitor.Stored;
        if (_decodeFailures > services.Options.MaxHandlerRetries)
        {
            services.Undecodable = exception.Message;
            _decodeFailures = 0;
        }

        return true;
    }

    private void Announce(Exception exception, TimeSpan delay)
    {
        switch (Failure.Classify(exception, isStopping: false))
        {
            case FailureKind.Busy:
                Wait(exception, LogBusy);
                return;
            case FailureKind.Pending:
                Wait(exception, LogColumnAwaited);
                return;
        }

        services.Monitor.Enter(_hasConnected ? PgCdcState.Recovering : PgCdcState.Starting, exception);
        services.Metrics.Recovering(exception.GetType().Name);
        LogRecovering(exception, services.Consumer, services.Monitor.Stored, delay.TotalMilliseconds);
    }

    private void Wait(Exception exception, Action<string, string> log)
    {
        if (services.Monitor.State != PgCdcState.Waiting)
        {
            log(services.Consumer, exception.Message);
        }

        services.Monitor.Enter(PgCdcState.Waiting, exception is SlotBusyException ? null : exception);
    }
}
