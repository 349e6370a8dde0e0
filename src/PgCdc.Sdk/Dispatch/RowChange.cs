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
    EntityBinding Binding,
    ChangeContext Context);
