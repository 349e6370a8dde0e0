using PgCdc.Sdk.Abstractions.Tests.Changes;

namespace PgCdc.Sdk.Abstractions.Tests;

public sealed class EntityShapeTests
{
    [Fact]
    public void An_open_handler_sees_every_property_without_reflection()
    {
        EntityShape<Note> shape = NoteShape.Instance;
        var row = new Note(7, null);

        Assert.Equal([("Id", (object?)7), ("Text", null)], shape.Properties.Select((property, ordinal) => (property.Name, shape.GetValue(row, ordinal))));
        Assert.Equal(("Note", typeof(Note)), (shape.Name, shape.EntityType));
    }

    [Fact]
    public void Capturing_takes_every_operation_and_the_key_by_default()
    {
        var attribute = new CaptureChangesAttribute();

        Assert.Equal((ChangeOperations.All, CaptureReplicaIdentity.Default), (attribute.Operations, attribute.ReplicaIdentity));
        Assert.Equal(ChangeOperations.All, ChangeOperations.Insert | ChangeOperations.Update | ChangeOperations.Delete | ChangeOperations.Truncate);
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(5)]
    public void A_handlers_order_is_kept(int order) => Assert.Equal(order, new HandlerOrderAttribute(order).Order);
}
