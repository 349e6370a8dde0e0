namespace PgCdc.Sdk.IntegrationTests.Samples;

public sealed class SampleSizeTests
{
    [Fact]
    public void The_handlers_and_the_program_of_QuickStart_stay_within_sixty_lines()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "..", "samples", "QuickStart");
        var lines = ((string[])["Program.cs", "Handlers.cs"]).Sum(file => File.ReadLines(Path.Combine(folder, file)).Count());

        Assert.InRange(lines, 1, 60);
    }
}
