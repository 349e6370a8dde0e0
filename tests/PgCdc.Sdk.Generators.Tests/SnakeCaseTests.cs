using CsCheck;
using Npgsql.NameTranslation;
using PgCdc.Sdk.Generators.Parsing;

namespace PgCdc.Sdk.Generators.Tests;

/// <summary>Labels of PostgreSQL enums are spelled by Npgsql; the generator must agree with it word for word.</summary>
public sealed class SnakeCaseTests
{
    [Theory]
    [InlineData("New", "new")]
    [InlineData("InTransit", "in_transit")]
    [InlineData("HTTPStatus", "http_status")]
    [InlineData("B2B", "b2b")]
    [InlineData("Level10Up", "level10up")]
    [InlineData("Already_Snake", "already_snake")]
    public void Members_are_labels(string member, string label) => Assert.Equal(label, SnakeCase.Of(member));

    [Fact]
    public void Any_name_is_spelled_as_Npgsql_spells_it() =>
        Gen.OneOf(Gen.Char['a', 'c'], Gen.Char['A', 'C'], Gen.Char['0', '2'], Gen.Const('_'), Gen.Const('\u00c4'), Gen.Const('\u00df'), Gen.Const('\u0661'), Gen.Const('\u01c5'), Gen.Const('\u203f'))
            .Array[1, 12]
            .Select(static characters => new string(characters))
            .Sample(static name => Assert.Equal(NpgsqlSnakeCaseNameTranslator.ConvertToSnakeCase(name, System.Globalization.CultureInfo.InvariantCulture), SnakeCase.Of(name)));
}
