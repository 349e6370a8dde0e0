using PgCdc.Sdk.Binding;
using PgCdc.Sdk.PgOutput;
using PgCdc.Sdk.PgOutput.Messages;

namespace PgCdc.Sdk.Dispatch;

/// <summary>A parsed row message, ready to be decoded. Valid until the next message is parsed.</summary>
internal readonly record struct RowChange(
    MessageKind Kind,
    ReadOnlyMemory<byte> Message,
    RowMessage Row,
    TupleFields Old,
    TupleFields New,
    ChangeContext Context)
{
    /// <summary>How its columns feed the entity whose handlers it is for.</summary>
    public EntityBinding Binding { get; init; } = null!;

    /// <summary>The entity that the row is an instance of, where it derives from that one; else <see langword="null"/>.</summary>
    public BoundEntity? Concrete { get; init; }

    /// <summary>The columns whose values were read from the table, because they had not come; mostly <see langword="null"/>.</summary>
    public IReadOnlySet<int>? Refilled { get; init; }
}
