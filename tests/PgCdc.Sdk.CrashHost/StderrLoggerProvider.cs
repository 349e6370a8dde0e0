using Microsoft.Extensions.Logging;

namespace PgCdc.Sdk.CrashHost;

internal sealed class StderrLoggerProvider : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new StderrLogger();

    public void Dispose()
    {
    }
}
