using System.Diagnostics.CodeAnalysis;
using NpgsqlTypes;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>
/// Reads <c>tsquery</c>. tsquerysend (tsquery.c): int32 number of items in prefix order, the right operand first; a byte that tells an
/// operand (weight, prefix, text and NUL) from an operator (which, and for a phrase int16 distance).
/// </summary>
internal sealed class TsQueryField() : BuiltInField<NpgsqlTsQuery>("tsquery", PgTypeOids.Tsquery)
{
    private const byte Value = 1;
    private const byte Operator = 2;
    private const int MaxWeight = 15;

    public override NpgsqlTsQuery Read(in Field field) => field.IsText ? TsQueryText.Read(field) : ReadBinary(field);

    private static NpgsqlTsQuery ReadBinary(in Field field)
    {
        var cursor = new BinaryCursor(field, "a tsquery");
        var count = cursor.Count(sizeof(short));
        if (count == 0)
        {
            cursor.End();
            return new NpgsqlTsQueryEmpty();
        }

        // Operands stand behind their operator, the right one first: from the end, each is met before its operator, and no depth takes a stack.
        var items = new (TsQueryOperator Operator, short Distance, NpgsqlTsQuery? Lexeme)[count];
        for (var i = 0; i < count; i++)
        {
            items[i] = ReadItem(field, ref cursor);
        }

        cursor.End();
        var operands = new TsQueryOperands();
        for (var i = count - 1; i >= 0; i--)
        {
            if (items[i].Lexeme is { } lexeme)
            {
                operands.Push(lexeme);
            }
            else if (!operands.TryApply(items[i].Operator, items[i].Distance))
            {
                Fail(field);
            }
        }

        if (!operands.TryTakeOnly(out var query))
        {
            Fail(field);
        }

        return query;
    }

    private static (TsQueryOperator Operator, short Distance, NpgsqlTsQuery? Lexeme) ReadItem(in Field field, ref BinaryCursor cursor)
    {
        switch (cursor.Byte())
        {
            case Value:
                var weight = cursor.Byte();
                var prefix = cursor.Byte();
                if (weight > MaxWeight || prefix > 1)
                {
                    Fail(field);
                }

                var text = Utf8Text.ToText(field, cursor.CString());
                return (default, 0, TsQueryOperands.Lexeme(field, text, (NpgsqlTsQueryLexeme.Weight)weight, prefix == 1));
            case Operator:
                var which = (TsQueryOperator)cursor.Byte();
                if (which is < TsQueryOperator.Not or > TsQueryOperator.Phrase)
                {
                    Fail(field);
                }

                return (which, which == TsQueryOperator.Phrase ? cursor.Int16() : (short)0, null);
            default:
                Fail(field);
                return default;
        }
    }

    [DoesNotReturn]
    private static void Fail(in Field field) => field.Fail("the items of its tsquery are none");
}
