using System.Globalization;
using System.Text;

namespace PgCdc.Sdk.Generators.Parsing;

/// <summary>
/// <c>InTransit</c> as <c>in_transit</c>, word for word as Npgsql's default name translator spells enum labels; a test compares the two.
/// </summary>
internal static class SnakeCase
{
    private enum Previous
    {
        Start,
        Lower,
        Upper,
        Digit,
        Separator,
    }

    public static string Of(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        var previous = Previous.Start;
        for (var index = 0; index < name.Length; index++)
        {
            var current = name[index];
            switch (char.GetUnicodeCategory(current))
            {
                case var _ when current == '_':
                    text.Append('_');
                    previous = Previous.Start;
                    break;
                case UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter:
                    if (StartsWord(name, index, previous))
                    {
                        text.Append('_');
                    }

                    text.Append(char.ToLowerInvariant(current));
                    previous = Previous.Upper;
                    break;
                case UnicodeCategory.LowercaseLetter:
                    Continue(text, previous).Append(current);
                    previous = Previous.Lower;
                    break;
                case UnicodeCategory.DecimalDigitNumber:
                    Continue(text, previous).Append(current);
                    previous = Previous.Digit;
                    break;
                default:
                    previous = previous == Previous.Start ? Previous.Start : Previous.Separator;
                    break;
            }
        }

        return text.ToString();
    }

    // A capital begins a word after a small letter, and at the end of an abbreviation: HTTPStatus is http_status.
    private static bool StartsWord(string name, int index, Previous previous) => previous switch
    {
        Previous.Lower or Previous.Separator => true,
        Previous.Upper => index + 1 < name.Length && char.IsLower(name[index + 1]),
        _ => false,
    };

    private static StringBuilder Continue(StringBuilder text, Previous previous) =>
        previous == Previous.Separator ? text.Append('_') : text;
}
