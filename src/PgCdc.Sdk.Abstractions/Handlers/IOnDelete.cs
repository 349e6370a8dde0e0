namespace PgCdc.Sdk;

/// <summary>Handles deletes of an entity's table. The generated <c>IOn…Delete</c> of an entity derives from it.</summary>
/// <typeparam name="T">The captured entity; a handler may be open in it and serve every table.</typeparam>
public interface IOnDelete<T>
    where T : class
{
    /// <summary>Called in commit order when a row went.</summary>
    /// <param name="change">The change.</param>
    /// <param name="cancellationToken">Cancelled when the host stops; nothing of the unit of work is stored then.</param>
    ValueTask OnDeleteAsync(Deleted<T> change, CancellationToken cancellationToken);
}
