namespace PgCdc.Sdk.FailoverHost.Consuming;

/// <summary>How the rounds and the consumer's process speak: a line each, orders on its input, news on its output.</summary>
public static class Signals
{
    /// <summary>Order: hold in the handler of the so-many-eth change from a log, counted from now.</summary>
    public const string Hold = "hold ";

    /// <summary>Order: hold no longer.</summary>
    public const string Go = "go";

    /// <summary>Order: end in good order.</summary>
    public const string Stop = "stop";

    /// <summary>News: it holds.</summary>
    public const string Holding = "holding";

    /// <summary>News: it streams, for the first time in its life.</summary>
    public const string Streaming = "streaming";

    /// <summary>News: a gap was found.</summary>
    public const string Gap = "gap ";

    /// <summary>News: a catch-up begins.</summary>
    public const string CatchingUp = "catching up ";

    /// <summary>News: a catch-up has ended.</summary>
    public const string CaughtUp = "caught up ";
}
