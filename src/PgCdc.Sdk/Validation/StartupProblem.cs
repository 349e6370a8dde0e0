namespace PgCdc.Sdk;

/// <summary>Something that a consumer needs and does not have.</summary>
/// <param name="What">What is wrong and where, as a sentence.</param>
/// <param name="Mend">The SQL or the line that mends it.</param>
public sealed record StartupProblem(string What, string Mend)
{
    /// <summary>Whether it is a missing column, which a migration may still bring; see <see cref="PgCdcOptions.MissingColumns"/>.</summary>
    public bool IsColumnMissing { get; init; }
}
