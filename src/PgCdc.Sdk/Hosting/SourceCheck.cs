namespace PgCdc.Sdk.Hosting;

internal sealed class SourceCheck : IStartupCheck
{
    public Task<IReadOnlyList<StartupProblem>> CheckAsync(StartupCheckContext context, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<StartupProblem>>([]);
}
