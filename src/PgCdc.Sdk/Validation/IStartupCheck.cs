namespace PgCdc.Sdk;

/// <summary>Checks something that a consumer needs, before it streams. All checks run, and all problems are reported at once.</summary>
public interface IStartupCheck
{
    /// <summary>Looks, and says what is wrong; an empty list where nothing is.</summary>
    Task<IReadOnlyList<StartupProblem>> CheckAsync(StartupCheckContext context, CancellationToken cancellationToken);
}
