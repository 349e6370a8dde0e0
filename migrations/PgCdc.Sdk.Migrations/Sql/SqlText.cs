using PgCdc.Sdk.Migrations.Metadata;
using PgCdc.Sdk.Migrations.Schema;

namespace PgCdc.Sdk.Migrations.Sql;

/// <summary>Puts names and texts into SQL so that no name can become SQL.</summary>
internal static class SqlText
{
    /// <summary>A quoted identifier. Always quoted: whether a name needs it differs between server versions.</summary>
    internal static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A string constant; an E-string, so that <c>standard_conforming_strings = off</c> changes nothing.</summary>
    internal static string Literal(string text)
        => $"E'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A name in schema <c>pgcdc</c>.</summary>
    internal static string Ours(string name) => $"{SchemaNames.Schema}.{Name(name)}";

    /// <summary>The captured table.</summary>
    internal static string Table(CaptureSpec spec) => InSchema(spec, spec.Table);

    /// <summary>A name in the captured table's schema.</summary>
    internal static string InSchema(CaptureSpec spec, string name) => spec.Schema is null ? Name(name) : $"{Name(spec.Schema)}.{Name(name)}";

    /// <summary>
    /// The text between dollar quotes. The tag has a name, because idempotent scripts put everything between quotes of their own,
    /// and is one that the text does not contain, because the text contains users' names.
    /// </summary>
    internal static string DollarQuoted(string text)
    {
        var tag = "$pgcdc$";
        for (var number = 1; text.Contains(tag, StringComparison.Ordinal); number++)
        {
            tag = $"$pgcdc{number}$";
        }

        return $"{tag}\n{text}\n{tag}";
    }

    internal static string List(IEnumerable<string> parts) => string.Join(", ", parts);
}
