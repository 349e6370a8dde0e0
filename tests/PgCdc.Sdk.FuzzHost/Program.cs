using PgCdc.Sdk.FuzzHost;
using PgCdc.Sdk.FuzzHost.Feeding;
using PgCdc.Sdk.FuzzHost.Judging;
using PgCdc.Sdk.FuzzHost.Recording;
using PgCdc.Sdk.Testing;

FuzzSettings settings;
try
{
    settings = FuzzSettings.Parse(args);
}
catch (FormatException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}

if (settings.Replay is { } file)
{
    var verdict = Reproduction.Load(file).Replay();
    Console.WriteLine(verdict.Fault ?? $"{verdict.Outcome}: nothing is wrong any more.");
    return verdict.Fault is null ? 0 : 1;
}

await using var server = await TestPostgres.StartAsync();
var database = await server.CreateDatabaseAsync($"fuzz_{Environment.ProcessId}");
var streams = await Recorder.RecordAsync(database, CancellationToken.None);
Console.Error.WriteLine(
    $"Recorded {streams.Count} streams with {streams.Sum(static stream => stream.Frames.Count)} frames on {server.Description}; damaging them for {settings.Seconds} s with seed {settings.Seed}.");
var report = await new FuzzRun(Feeds.Of(streams), settings.Seed, FuzzSettings.Folder).RunAsync(TimeSpan.FromSeconds(settings.Seconds), CancellationToken.None);
Console.WriteLine(report);
if (report.Violation is null)
{
    return 0;
}

Console.Error.WriteLine(report.Violation);
return 1;
