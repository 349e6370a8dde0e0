namespace PgCdc.Sdk.Hosting;

/// <summary>What to do after an error.</summary>
internal enum FailureKind
{
    /// <summary>Stop: going on would lose, repeat or distort something, or never succeed.</summary>
    Fatal,

    /// <summary>The host stops.</summary>
    Stopping,

    /// <summary>Another runner streams: wait for it.</summary>
    Busy,

    /// <summary>A connection, a restart, a lack of resources: reconnect for as long as it takes.</summary>
    Transient,

    /// <summary>Another runner moved the checkpoint: read it again and wait for the slot.</summary>
    Conflict,

    /// <summary>The login was refused: fatal at the first start, transient once it has worked.</summary>
    Login,

    /// <summary>A handler failed: retry so many times.</summary>
    Handler,

    /// <summary>The server cannot decode the slot's write-ahead log: retry so many times, then the slot counts as lost.</summary>
    Undecodable,

    /// <summary>A column is missing that a migration may still bring: wait for it where the options say so.</summary>
    Pending,

    /// <summary>The server refused something for a reason not known here: retry so many times.</summary>
    Refused,
}
