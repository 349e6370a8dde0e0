namespace PgCdc.Sdk.Decoding;

/// <summary>Builds a property's value from several columns of its row: an owned or complex type that is flattened into the table.</summary>
public abstract class StructureDecoder : FieldDecoder
{
    private protected StructureDecoder(Type type, IReadOnlyList<StructureColumn> columns, bool isOptional)
        : base(type)
    {
        Columns = columns;
        IsOptional = isOptional;
    }

    /// <summary>The columns, in the order in which their values are given.</summary>
    public IReadOnlyList<StructureColumn> Columns { get; }

    /// <summary>Whether a row without a value in any of the columns has no such structure, rather than an empty one.</summary>
    public bool IsOptional { get; }

    /// <inheritdoc />
    public override string Reads => "several columns";

    /// <summary>No single column holds a structure.</summary>
    public override bool Accepts(uint typeOid) => false;

    internal sealed override object ReadObject(in Field field)
    {
        field.Fail($"a {Type.Name} lies in several columns");
        return this;
    }
}
