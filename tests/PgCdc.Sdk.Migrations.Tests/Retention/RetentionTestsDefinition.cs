namespace PgCdc.Sdk.Migrations.Tests.Retention;

/// <summary>The tests that share <see cref="RetentionFixture"/>, and so run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class RetentionTestsDefinition : ICollectionFixture<RetentionFixture>
{
    public const string Name = "Retention";
}
