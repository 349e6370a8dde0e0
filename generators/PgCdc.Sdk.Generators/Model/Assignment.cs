namespace PgCdc.Sdk.Generators.Model;

/// <summary>The way a decoded value takes into its property.</summary>
internal enum Assignment
{
    /// <summary>None: the column is excluded.</summary>
    None,

    /// <summary>An argument of the constructor.</summary>
    Constructor,

    /// <summary>The object initialiser.</summary>
    Initializer,

    /// <summary>A plain assignment, where the object comes from a constructor that is not visible.</summary>
    Statement,

    /// <summary>A setter that is not visible, through an unsafe accessor.</summary>
    Setter,

    /// <summary>The backing field, through an unsafe accessor.</summary>
    Field,
}
