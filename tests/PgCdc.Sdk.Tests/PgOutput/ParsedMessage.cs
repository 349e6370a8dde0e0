using PgCdc.Sdk.PgOutput;

namespace PgCdc.Sdk.Tests.PgOutput;

/// <summary>Parses a message as the dispatcher would, whatever its kind.</summary>
internal static class ParsedMessage
{
    public static object? Parse(byte[] message, TupleFields old, TupleFields @new) => PgOutputParser.KindOf(message) switch
    {
        MessageKind.Begin => PgOutputParser.ParseBegin(message),
        MessageKind.Commit => PgOutputParser.ParseCommit(message),
        MessageKind.Relation => PgOutputParser.ParseRelation(message),
        MessageKind.Type => PgOutputParser.ParseType(message),
        MessageKind.Message => PgOutputParser.ParseMessage(message),
        MessageKind.Truncate => PgOutputParser.ParseTruncate(message),
        MessageKind.Insert or MessageKind.Update or MessageKind.Delete => PgOutputParser.ParseRow(message, old, @new),
        _ => null,
    };
}
