namespace PgCdc.Sdk.Abstractions.Tests.Changes;

/// <summary>What a batch handler receives turns back into what a single handler would have.</summary>
public sealed class ChangeTests
{
    private static readonly ChangeContext Context = new(new TransactionContext("1", new Lsn(0x10), 700, default), 2);
    private static readonly PropertySet Text = PropertySet.Empty.With(1);

    [Fact]
    public void An_insert_comes_back()
    {
        var change = new Change<Note>(new Inserted<Note>(Context, NoteShape.Instance, new Note(1, "a"), Text));

        Assert.True(change.TryGet(out Inserted<Note> inserted));
        Assert.Equal((new Note(1, "a"), 1, Text, Context), (inserted.Row, inserted.Key, inserted.NotSent, inserted.Context));
        Assert.Same(NoteShape.Instance, inserted.Shape);
        Assert.Equal((ChangeOperation.Insert, new Note(1, "a"), null, 1, null), (change.Operation, change.After, change.Before, change.Key, change.OldKey));
        AssertIsOnly(change, ChangeOperation.Insert);
    }

    [Fact]
    public void An_update_comes_back()
    {
        var change = new Change<Note>(new Updated<Note>(Context, NoteShape.Instance, new Note(2, "b"), new Note(1, "a"), 1, Text, PropertySet.Empty.With(0)));

        Assert.True(change.TryGet(out Updated<Note> updated));
        Assert.Equal((new Note(2, "b"), new Note(1, "a"), 2, 1), (updated.After, updated.Before, updated.Key, updated.OldKey));
        Assert.Equal((Text, PropertySet.Empty.With(0), Context), (updated.Changed, updated.NotSent, updated.Context));
        Assert.Equal((new Note(2, "b"), new Note(1, "a"), 2, 1), (change.After, change.Before, change.Key, change.OldKey));
        AssertIsOnly(change, ChangeOperation.Update);
    }

    [Fact]
    public void An_update_that_left_the_key_alone_has_no_old_key()
    {
        var change = new Change<Note>(new Updated<Note>(Context, NoteShape.Instance, new Note(2, "b"), null, null, Text));

        Assert.Equal((2, null, null), (change.Key, change.OldKey, change.Before));
    }

    [Fact]
    public void A_delete_comes_back()
    {
        var change = new Change<Note>(new Deleted<Note>(Context, NoteShape.Instance, 1, new Note(1, "a"), Text));

        Assert.True(change.TryGet(out Deleted<Note> deleted));
        Assert.Equal((1, new Note(1, "a"), Text, Context), (deleted.Key, deleted.Row, deleted.NotSent, deleted.Context));
        Assert.Equal((null, new Note(1, "a"), 1, 1), (change.After, change.Before, change.Key, change.OldKey));
        AssertIsOnly(change, ChangeOperation.Delete);
    }

    [Fact]
    public void A_delete_of_which_only_the_key_came_has_a_key()
    {
        var change = new Change<Note>(new Deleted<Note>(Context, NoteShape.Instance, 1, null));

        Assert.Equal((1, null), (change.Key, change.Before));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void A_truncate_comes_back(bool cascade, bool restart)
    {
        var change = new Change<Note>(new Truncated<Note>(Context, NoteShape.Instance, cascade, restart));

        Assert.True(change.TryGet(out Truncated<Note> truncated));
        Assert.Equal((cascade, restart, Context), (truncated.Cascade, truncated.RestartIdentity, truncated.Context));
        Assert.Equal((null, null, null, null), (change.After, change.Before, change.Key, change.OldKey));
        AssertIsOnly(change, ChangeOperation.Truncate);
    }

    private static void AssertIsOnly(Change<Note> change, ChangeOperation operation) => Assert.Equal(
        (operation == ChangeOperation.Insert, operation == ChangeOperation.Update, operation == ChangeOperation.Delete, operation == ChangeOperation.Truncate),
        (change.TryGet(out Inserted<Note> _), change.TryGet(out Updated<Note> _), change.TryGet(out Deleted<Note> _), change.TryGet(out Truncated<Note> _)));
}
