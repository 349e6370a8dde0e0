using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PgCdc.Sdk;

/// <summary>
/// What somebody wrote into the write-ahead log with
/// <see href="https://www.postgresql.org/docs/current/functions-admin.html#FUNCTIONS-REPLICATION">pg_logical_emit_message</see>.
/// Messages pass through the stream only: the log tables do not have them, so those written between a lost slot's last position and the
/// new slot's first one are gone.
/// </summary>
public sealed class LogicalMessage
{
    /// <summary>Describes a message; handlers' tests may build their own.</summary>
    /// <param name="prefix">What the writer named as its kind.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="lsn">Where it lies in the write-ahead log.</param>
    /// <param name="context">Its place in its transaction; <see langword="null"/> where it was written outside of one.</param>
    public LogicalMessage(string prefix, ReadOnlyMemory<byte> content, Lsn lsn, ChangeContext? context)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        Prefix = prefix;
        Content = content;
        Lsn = lsn;
        Context = context;
    }

    /// <summary>What the writer named as its kind.</summary>
    public string Prefix { get; }

    /// <summary>The bytes, as they were written. They stay valid.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>Where the message lies in the write-ahead log. Later messages lie at higher positions.</summary>
    public Lsn Lsn { get; }

    /// <summary>
    /// The message's place in the transaction that wrote it; <see langword="null"/> for one that was written with
    /// <c>transactional := false</c>, which arrives at once, whatever becomes of the transaction.
    /// </summary>
    public ChangeContext? Context { get; }

    /// <summary>Whether the message belongs to a transaction: then it comes with that one's changes, in their order, or not at all.</summary>
    public bool IsTransactional => Context is not null;

    /// <summary>Reads the content as text.</summary>
    /// <remarks>The text is in the source database's encoding; it is read as UTF-8, with replacement characters where it is none.</remarks>
    public string ReadText() => Encoding.UTF8.GetString(Content.Span);

    /// <summary>Reads the content as JSON.</summary>
    /// <param name="type">How <typeparamref name="T"/> is read, from a source-generated context.</param>
    /// <exception cref="JsonException">The content is no JSON, or not of this type.</exception>
    public T? ReadJson<T>(JsonTypeInfo<T> type) => JsonSerializer.Deserialize(Content.Span, type);
}
