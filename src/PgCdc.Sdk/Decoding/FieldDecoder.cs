namespace PgCdc.Sdk.Decoding;

/// <summary>Turns a column's bytes into a value. Stateless: one instance serves every row.</summary>
public abstract class FieldDecoder
{
    private protected FieldDecoder(Type type) => Type = type;

    /// <summary>The type of the values.</summary>
    public Type Type { get; }

    /// <summary>What columns it reads, for error sentences: for example <c>bigint, integer or smallint</c>.</summary>
    public abstract string Reads { get; }

    /// <summary>Whether it can read columns of this type.</summary>
    /// <param name="typeOid">The object identifier of the column's type.</param>
    public abstract bool Accepts(uint typeOid);

    /// <summary>Whether it only stands for a decoder that the model's mapping supplies.</summary>
    internal virtual bool AwaitsMapping => false;

    /// <summary>Whether it can read a type of this kind whose identifier says nothing; a user's decoder knows best.</summary>
    internal virtual bool AcceptsKind(TypeKind kind) => true;

    /// <summary>Reads a value without knowing its type at compile time.</summary>
    internal abstract object ReadObject(in Field field);
}
