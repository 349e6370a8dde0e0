namespace PgCdc.Sdk.Tests.Fixtures;

/// <summary>What handlers were called with, whatever became of their units of work; a test's way into them.</summary>
internal sealed class HandlerJournal
{
    public List<(string Call, ChangeContext Context)> Calls { get; } = [];

    /// <summary>Runs inside every handler call: may wait, look around or throw.</summary>
    public Func<string, ChangeContext, CancellationToken, ValueTask>? Inside { get; set; }

    public async ValueTask NoteAsync(string call, ChangeContext context, UnitWrites writes, CancellationToken cancellationToken)
    {
        lock (Calls)
        {
            Calls.Add((call, context));
        }

        if (Inside is { } inside)
        {
            await inside(call, context, cancellationToken);
        }

        writes.Add(call);
    }
}
