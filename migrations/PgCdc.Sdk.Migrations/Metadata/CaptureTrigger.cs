namespace PgCdc.Sdk.Migrations.Metadata;

/// <summary>A trigger that a captured table must have for its log to be whole.</summary>
/// <param name="Name">The trigger's name.</param>
/// <param name="Enabled">
/// How it is enabled, as <c>pg_trigger.tgenabled</c> has it: <c>O</c> for ordinary sessions, <c>R</c> for sessions in the replica role,
/// <c>A</c> for all. Another value loses changes or logs them twice.
/// </param>
public sealed record CaptureTrigger(string Name, char Enabled)
{
    /// <summary>The action of ALTER TABLE that enables it so.</summary>
    public string EnableAction
        => Enabled switch
        {
            'A' => $"ENABLE ALWAYS TRIGGER {Name}",
            'R' => $"ENABLE REPLICA TRIGGER {Name}",
            _ => $"ENABLE TRIGGER {Name}",
        };
}
