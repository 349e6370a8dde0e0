namespace PgCdc.Sdk.Binding;

/// <summary>Tells which table an entity is mapped to; the EF integration answers from the model.</summary>
public interface IEntityTables
{
    /// <summary>The entity's table; <see langword="null"/> where it is mapped to none.</summary>
    /// <param name="entity">The captured entity.</param>
    EntityTable? Find(Type entity);
}
