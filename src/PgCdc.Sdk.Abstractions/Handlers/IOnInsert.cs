namespace PgCdc.Sdk;

/// <summary>Handles inserts of an entity's table. The generated <c>IOn…Insert</c> of an entity derives from it.</summary>
/// <typeparam name="T">The captured entity; a handler may be open in it and serve every table.</typeparam>
public interface IOnInsert<T>
    where T : class
{
    /// <summary>Called in commit order when a row came into being.</summary>
    /// <param name="change">The change.</param>
    /// <param name="cancellationToken">Cancelled when the host stops; nothing of the unit of work is stored then.</param>
    ValueTask OnInsertAsync(Inserted<T> change, CancellationToken cancellationToken);
}
