using PgCdc.Sdk;

namespace QuickStart.Demo;

/// <summary>Prints every change, captured entity or not: an observer sees them untyped.</summary>
internal sealed class ChangePrinter : IStreamObserver
{
    public ValueTask OnChangeAsync(UntypedChange change, CancellationToken cancellationToken)
    {
        var row = change.After ?? change.Before ?? [];
        Console.WriteLine(
            $"{change.Context.Position} {change.Operation} {change.Schema}.{change.Table} {string.Join(", ", row.Select(field => $"{field.Column}={(field.IsSent ? field.Value ?? "NULL" : "(not sent)")}"))}");
        return ValueTask.CompletedTask;
    }
}
