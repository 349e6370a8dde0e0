namespace PgCdc.Sdk.Generators.Model;

/// <summary>What the four operations are called in the contracts.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Name">Its name in types: <c>OrderInsert</c>, <c>IOnInsert</c>, <c>OnInsertAsync</c>.</param>
/// <param name="Generic">The generic change type.</param>
/// <param name="Article">The operation in a sentence.</param>
internal sealed record ChangeKind(CapturedOperations Operation, string Name, string Generic, string Article)
{
    /// <summary>All four, in the contracts' order.</summary>
    public static IReadOnlyList<ChangeKind> All { get; } =
    [
        new(CapturedOperations.Insert, "Insert", "Inserted", "An insert"),
        new(CapturedOperations.Update, "Update", "Updated", "An update"),
        new(CapturedOperations.Delete, "Delete", "Deleted", "A delete"),
        new(CapturedOperations.Truncate, "Truncate", "Truncated", "A truncate of the table"),
    ];
}
