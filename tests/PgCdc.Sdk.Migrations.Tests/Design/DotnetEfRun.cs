using System.Diagnostics;
using System.Text;
using PgCdc.Sdk.Migrations.Tests.Postgres;

namespace PgCdc.Sdk.Migrations.Tests.Design;

/// <summary>A project in a temporary folder that goes through the real <c>dotnet ef</c> once; the tests look at what came out.</summary>
public sealed class DotnetEfRun(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pgcdc-ef-");

    public string FirstMigration { get; private set; } = "";

    public string SecondMigration { get; private set; } = "";

    public int PendingAfterFirst { get; private set; }

    public int PendingAfterChange { get; private set; }

    public string Script { get; private set; } = "";

    /// <summary>The index that is the replica identity.</summary>
    public const string Identity = "SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = '\"Orders\"'::regclass AND indisreplident";

    public string? IdentityAfterUpdate { get; private set; }

    public IReadOnlyList<string> LogAfterUpdate { get; private set; } = [];

    public IReadOnlyList<string> LeftAfterDown { get; private set; } = [];

    public IReadOnlyList<string> LogAfterUpAgain { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        var database = await postgres.CreateDatabaseAsync();
        await File.WriteAllTextAsync(PathOf("sample.csproj"), Project());
        await File.WriteAllTextAsync(PathOf("Model.cs"), Model("[CaptureChanges]", "public string? Note { get; set; }"));
        await RunAsync("dotnet", "tool install dotnet-ef --version 10.0.15 --tool-path tools", database);
        await RunAsync("dotnet", "restore", database);

        await EfAsync("migrations add First", database);
        FirstMigration = await ReadMigrationAsync("*_First.cs");
        PendingAfterFirst = await TryEfAsync("migrations has-pending-model-changes", database);

        await File.WriteAllTextAsync(PathOf("Model.cs"), Model(
            "[CaptureChanges(ReplicaIdentityKey = [nameof(Status)]), Index(nameof(Status), IsUnique = true)]", "public string? Remark { get; set; } public int Amount { get; set; }"));
        PendingAfterChange = await TryEfAsync("migrations has-pending-model-changes", database);
        await EfAsync("migrations add Second --no-build", database);
        SecondMigration = await ReadMigrationAsync("*_Second.cs");

        await EfAsync("database update", database);
        await database.ExecuteAsync("INSERT INTO \"Orders\" (\"Status\", \"Amount\") VALUES ('new', 3)");
        LogAfterUpdate = await database.LogAsync("log_public_Orders");
        IdentityAfterUpdate = await database.ScalarAsync(Identity);
        await EfAsync("migrations script --idempotent --no-build --output script.sql", database);
        Script = await File.ReadAllTextAsync(PathOf("script.sql"));

        await EfAsync("database update 0 --no-build", database);
        LeftAfterDown = await database.ListAsync("SELECT nspname FROM pg_namespace WHERE nspname = 'pgcdc' UNION ALL SELECT pubname FROM pg_publication UNION ALL SELECT relname FROM pg_class WHERE relname = 'Orders'");
        await EfAsync("database update --no-build", database);
        await database.ExecuteAsync("INSERT INTO \"Orders\" (\"Status\", \"Amount\") VALUES ('again', 4)");
        LogAfterUpAgain = await database.LogAsync("log_public_Orders");
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return default;
    }

    private static string Project()
    {
        return $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Microsoft.EntityFrameworkCore.Design" Version="10.0.15" />
                <PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="10.0.3" />
                {Reference("PgCdc.Sdk.Migrations")}
                {Reference("PgCdc.Sdk.Abstractions")}
              </ItemGroup>
            </Project>
            """;

        // The assemblies that this test runs with, not their projects: building those again would disturb whoever builds them now.
        static string Reference(string name)
            => $"<Reference Include=\"{name}\"><HintPath>{Path.Combine(AppContext.BaseDirectory, name + ".dll")}</HintPath></Reference>";
    }

    private static string Model(string attributes, string properties)
        => $$"""
            using Microsoft.EntityFrameworkCore;
            using PgCdc.Sdk;

            return;

            {{attributes}}
            public class Order { public long Id { get; set; } public required string Status { get; set; } {{properties}} }

            public class ShopContext : DbContext
            {
                public DbSet<Order> Orders => Set<Order>();
                protected override void OnConfiguring(DbContextOptionsBuilder options)
                    => options.UseNpgsql(Environment.GetEnvironmentVariable("SAMPLE_CONNECTION")).UsePgCdc();
            }
            """;

    private async Task EfAsync(string arguments, TestDatabase database)
    {
        var code = await TryEfAsync(arguments, database);
        Assert.Equal(0, code);
    }

    private Task<int> TryEfAsync(string arguments, TestDatabase database)
        => TryRunAsync(PathOf(Path.Combine("tools", OperatingSystem.IsWindows() ? "dotnet-ef.exe" : "dotnet-ef")), arguments, database);

    private async Task RunAsync(string program, string arguments, TestDatabase database) => Assert.Equal(0, await TryRunAsync(program, arguments, database));

    private async Task<int> TryRunAsync(string program, string arguments, TestDatabase database)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = _folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SAMPLE_CONNECTION"] = database.ConnectionString;
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        // A build server left behind would keep this run's output pipe open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(3));
        await process.WaitForExitAsync(deadline.Token);
        if (process.ExitCode != 0)
        {
            TestContext.Current.SendDiagnosticMessage("{0} {1}: {2}\n{3}", program, arguments, process.ExitCode, output);
        }

        return process.ExitCode;

        void Append(string? line)
        {
            lock (output)
            {
                output.AppendLine(line);
            }
        }
    }

    private Task<string> ReadMigrationAsync(string pattern)
        => File.ReadAllTextAsync(_folder.GetFiles(Path.Combine("Migrations", pattern)).Single().FullName);

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}
