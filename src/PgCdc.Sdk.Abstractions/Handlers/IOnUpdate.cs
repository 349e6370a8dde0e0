namespace PgCdc.Sdk;

/// <summary>Handles updates of an entity's table. The generated <c>IOn…Update</c> of an entity derives from it.</summary>
/// <typeparam name="T">The captured entity; a handler may be open in it and serve every table.</typeparam>
public interface IOnUpdate<T>
    where T : class
{
    /// <summary>Called in commit order when a row was rewritten.</summary>
    /// <param name="change">The change.</param>
    /// <param name="cancellationToken">Cancelled when the host stops; nothing of the unit of work is stored then.</param>
    ValueTask OnUpdateAsync(Updated<T> change, CancellationToken cancellationToken);
}
