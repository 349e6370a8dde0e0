using PgCdc.Sdk.Binding;
using PgCdc.Sdk.PgOutput.Messages;

namespace PgCdc.Sdk.Tests.Binding;

public sealed class AddedColumnsTests
{
    [Theory]
    [InlineData("id name", "id name body", "body")]
    [InlineData("id name", "id name body version", "body version")]
    [InlineData("id gone name", "id name body", "body")]
    [InlineData("id name", "id name", "")]
    // Another column between the known ones was there then, under another name or unpublished.
    [InlineData("id name", "id body name", "")]
    [InlineData("id was name", "id body name", "")]
    // What stands behind the last one that went may be that one, renamed.
    [InlineData("id name was", "id name body", "")]
    [InlineData("id name was", "id name body version", "")]
    [InlineData("id", "", "")]
    [InlineData("", "id", "")]
    public void A_column_counts_as_added_only_where_it_cannot_be_an_old_one_renamed(string then, string now, string added)
    {
        var found = AddedColumns.Find([.. Split(then).Select(static name => new RelationColumn(name, false, 25, -1))], Split(now));

        Assert.Equal(Split(added), found.Order(StringComparer.Ordinal));
    }

    private static string[] Split(string names) => names.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
