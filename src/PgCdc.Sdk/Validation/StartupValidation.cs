using Microsoft.Extensions.Logging;
using PgCdc.Sdk.Dispatch;
using PgCdc.Sdk.Hosting;

namespace PgCdc.Sdk.Validation;

/// <summary>Runs every start-up check and reports all problems at once.</summary>
internal sealed partial class StartupValidation(
    IReadOnlyList<IStartupCheck> checks, EntityCatalog catalog, ConsumerServices services, ILogger<StartupValidation> logger)
{
    /// <exception cref="StartupException">Something is wrong.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!services.Options.ValidateOnStart)
        {
            return;
        }

        var context = new StartupCheckContext(
            services.Consumer,
            services.Options,
            services.SourceDatabase.DataSource,
            [.. catalog.Entities.Select(static entity => (entity.Pipeline.Shape, entity.Table))]);
        var problems = catalog.Unmapped
            .Select(static pipeline => new StartupProblem(
                $"The captured entity {pipeline.Shape.Name} is mapped to no table of the checkpoint's context.",
                $"Add a DbSet<{pipeline.Shape.Name}> to the context, or take [CaptureChanges] off the class."))
            .Concat(catalog.Doubled.Select(static doubled => new StartupProblem(
                $"The captured entity {doubled.Pipeline.Shape.Name} is mapped to {doubled.Table.DisplayName}, which another captured entity is mapped to as well.",
                "Capture one of them: take [CaptureChanges] off the other.")))
            .ToList();
        foreach (var check in checks)
        {
            problems.AddRange(await check.CheckAsync(context, cancellationToken).ConfigureAwait(false));
        }

        if (problems.Count > 0)
        {
            // Entities that share a table share its problems.
            throw new StartupException(services.Consumer, [.. problems.Distinct()]);
        }

        LogValidated(services.Consumer, context.Entities.Count);
    }

    [LoggerMessage(EventIds.Validated, LogLevel.Information, "Consumer {Consumer} has all it needs; it captures {Entities} entities.")]
    private partial void LogValidated(string consumer, int entities);
}
