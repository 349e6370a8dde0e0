using PgCdc.Sdk.PgOutput.Messages;

namespace PgCdc.Sdk.Binding;

/// <summary>
/// Tells a column that a table got after its changes were written from one that it lost or that had another name. Columns are numbered
/// in the order in which they were added, numbers are never used again, and every list of columns is in that order.
/// </summary>
internal static class AddedColumns
{
    /// <summary>The columns that the table certainly did not have then.</summary>
    /// <param name="then">The columns, as the change's Relation message lists them.</param>
    /// <param name="now">The table's columns that are published today, in the order of their numbers.</param>
    public static IReadOnlySet<string> Find(IReadOnlyList<RelationColumn> then, IReadOnlyList<string> now)
    {
        // Where the last of them has gone, what is behind it may be the same column with another name.
        if (then.Count == 0 || now.Count == 0 || IndexOf(now, then[^1].Name) is not (>= 0 and var last))
        {
            return new HashSet<string>();
        }

        return now.Skip(last + 1).ToHashSet(StringComparer.Ordinal);
    }

    private static int IndexOf(IReadOnlyList<string> names, string name)
    {
        for (var index = 0; index < names.Count; index++)
        {
            if (names[index] == name)
            {
                return index;
            }
        }

        return -1;
    }
}
