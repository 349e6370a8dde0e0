using PgCdc.Sdk.IntegrationTests.Model;

namespace PgCdc.Sdk.IntegrationTests.Hierarchy;

/// <summary>Writes down what it is given, with the handler's type, the row's class and its values.</summary>
internal sealed class AnimalHandler<T>(AnimalContext context) : IOnInsert<T>, IOnUpdate<T>, IOnDelete<T>
    where T : Animal
{
    public ValueTask OnInsertAsync(Inserted<T> change, CancellationToken cancellationToken) => Add(change.Context, "insert", change.Row);

    public ValueTask OnUpdateAsync(Updated<T> change, CancellationToken cancellationToken) =>
        Add(change.Context, $"update from {change.Before!.Name} to", change.After);

    public ValueTask OnDeleteAsync(Deleted<T> change, CancellationToken cancellationToken) => Add(change.Context, "delete", change.Row!);

    private ValueTask Add(ChangeContext change, string operation, Animal animal)
    {
        var values = animal switch
        {
            Puppy puppy => $"{puppy.Name} {puppy.Tricks} {puppy.Toy}",
            Dog dog => $"{dog.Name} {dog.Tricks}",
            Cat cat => FormattableString.Invariant($"{cat.Name} {cat.Purring}"),
            _ => animal.Name,
        };
        context.Set<Seen>().Add(new Seen
        {
            Position = change.Position.ToString(),
            Origin = change.Origin.ToString(),
            Operation = operation,
            Key = $"{animal.Id}",
            Value = $"{typeof(T).Name} {operation} {animal.GetType().Name} {values}",
        });
        return ValueTask.CompletedTask;
    }
}
