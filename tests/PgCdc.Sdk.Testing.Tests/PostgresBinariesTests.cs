namespace PgCdc.Sdk.Testing.Tests;

public sealed class PostgresBinariesTests
{
    [Theory]
    [InlineData("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n", 15, "15.18")]
    [InlineData("postgres (PostgreSQL) 18.4", 18, "18.4")]
    [InlineData("postgres (PostgreSQL) 19beta1", 19, "19beta1")]
    public void A_version_is_read_as_the_server_prints_it(string printed, int major, string full) =>
        Assert.Equal((major, full), PostgresBinaries.ParseVersion(printed));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("mysqld Ver 8.0")]
    public void What_is_no_version_is_none(string? printed) => Assert.Null(PostgresBinaries.ParseVersion(printed));

    [Fact]
    public void A_folder_without_a_server_is_named_in_the_error()
    {
        PostgresServerException missing = Assert.Throws<PostgresServerException>(() => PostgresBinaries.At(AppContext.BaseDirectory));

        Assert.Contains(AppContext.BaseDirectory, missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Needs", "Postgres")]
    public void Installed_binaries_are_found_once_each_and_by_version()
    {
        IReadOnlyList<PostgresBinaries> found = PostgresBinaries.FindAll();
        Assert.SkipWhen(found.Count == 0, "No PostgreSQL server is installed here.");

        Assert.Equal(found.Count, found.Select(one => one.Directory).Distinct().Count());
        Assert.All(found, one => Assert.True(one.Version >= PostgresBinaries.OldestVersion));
        Assert.Equal(found[0].Directory, PostgresBinaries.Find()?.Directory);
        Assert.Equal(found[^1].Version, PostgresBinaries.Find(found[^1].Version)?.Version);
        Assert.Null(PostgresBinaries.Find(7));
    }

    [Fact]
    [Trait("Needs", "Postgres")]
    public void A_folder_of_links_leads_to_the_installation()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || PostgresBinaries.Find() is null, "No PostgreSQL server is installed here.");
        PostgresBinaries real = PostgresBinaries.Find()!;
        DirectoryInfo links = Directory.CreateTempSubdirectory("pgcdc-links-");
        File.CreateSymbolicLink(Path.Combine(links.FullName, "postgres"), Path.Combine(real.Directory, "postgres"));

        Assert.Equal(real.Directory, PostgresBinaries.At(links.FullName).Directory);

        links.Delete(recursive: true);
    }
}
