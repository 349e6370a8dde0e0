using PgCdc.Sdk.FailoverHost.Consuming;
using PgCdc.Sdk.FailoverHost.Rounds;

// eng/failover.sh starts the rounds, and the rounds start the consumer.
if (args.FirstOrDefault() == ConsumerSettings.Command)
{
    return await ConsumerProgram.RunAsync(ConsumerSettings.Parse(args));
}

if (args.FirstOrDefault() != RoundSettings.Command)
{
    Console.Error.WriteLine("Usage: rounds [--rounds N] [--version 15|16|17|18] [--seed S]");
    return 2;
}

try
{
    var settings = RoundSettings.Parse(args[1..]);
    var verdict = await FailoverRounds.RunAsync(settings, Console.Error.WriteLine);
    Console.WriteLine($"rounds={settings.Rounds} {verdict}");
    return verdict.IsRight ? 0 : 1;
}
catch (FormatException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}
catch (RoundsFailedException exception)
{
    Console.Error.WriteLine($"The rounds did not come to their end: {exception.Message.Split(Environment.NewLine)[0]}");
    return 1;
}
