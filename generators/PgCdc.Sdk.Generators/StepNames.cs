namespace PgCdc.Sdk.Generators;

/// <summary>The names of the pipeline's steps, by which the tests ask why a step ran.</summary>
internal static class StepNames
{
    /// <summary>Captured classes with what is wrong with them; positions included.</summary>
    public const string Entities = nameof(Entities);

    /// <summary>Captured classes as values.</summary>
    public const string EntitySpecs = nameof(EntitySpecs);

    /// <summary>Handler classes with what is wrong with them; positions included.</summary>
    public const string Handlers = nameof(Handlers);

    /// <summary>Handler classes as values.</summary>
    public const string HandlerSpecs = nameof(HandlerSpecs);

    /// <summary>Whether the compilation references the runtime.</summary>
    public const string Runtime = nameof(Runtime);

    /// <summary>What the assembly registers.</summary>
    public const string Registrations = nameof(Registrations);
}
