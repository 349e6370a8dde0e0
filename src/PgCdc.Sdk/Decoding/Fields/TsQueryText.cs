using System.Diagnostics.CodeAnalysis;
using NpgsqlTypes;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>
/// Reads what tsqueryout writes, <c>'a' &amp; !( 'b':*A | 'c' &lt;2&gt; 'd' )</c>: not binds closest, then a phrase, then and, then or
/// (<see href="https://www.postgresql.org/docs/current/datatype-textsearch.html#DATATYPE-TSQUERY">tsquery</see>). Without recursion, so that
/// no depth of parentheses takes a stack.
/// </summary>
internal static class TsQueryText
{
    private const int MaxDistanceDigits = 5;

    public static NpgsqlTsQuery Read(in Field field)
    {
        if (field.Bytes.IsEmpty)
        {
            return new NpgsqlTsQueryEmpty();
        }

        var cursor = new TextCursor(field.Bytes);
        var operands = new TsQueryOperands();
        var pending = new Stack<(TsQueryOperator Operator, short Distance)>();
        var wantsOperand = true;
        while (!cursor.IsAtEnd)
        {
            if (cursor.TrySkip((byte)' '))
            {
                continue;
            }

            if (wantsOperand)
            {
                if (cursor.TrySkip((byte)'!'))
                {
                    pending.Push((TsQueryOperator.Not, 0));
                }
                else if (cursor.TrySkip((byte)'('))
                {
                    pending.Push((TsQueryOperator.None, 0));
                }
                else
                {
                    operands.Push(ReadLexeme(field, ref cursor));
                    wantsOperand = false;
                }
            }
            else if (cursor.TrySkip((byte)')'))
            {
                ApplyDownTo(field, operands, pending, int.MaxValue);
                if (!pending.TryPop(out _))
                {
                    Fail(field);
                }
            }
            else
            {
                var next = ReadOperator(field, ref cursor);
                ApplyDownTo(field, operands, pending, Looseness(next.Operator));
                pending.Push(next);
                wantsOperand = true;
            }
        }

        ApplyDownTo(field, operands, pending, int.MaxValue);
        if (!operands.TryTakeOnly(out var query) || pending.Count > 0)
        {
            Fail(field);
        }

        return query;
    }

    /// <summary>Applies the operators that bind as closely or closer, back to the last parenthesis.</summary>
    private static void ApplyDownTo(
        in Field field, TsQueryOperands operands, Stack<(TsQueryOperator Operator, short Distance)> pending, int looseness)
    {
        while (pending.TryPeek(out var top) && top.Operator != TsQueryOperator.None && Looseness(top.Operator) <= looseness)
        {
            pending.Pop();
            if (!operands.TryApply(top.Operator, top.Distance))
            {
                Fail(field);
            }
        }
    }

    private static int Looseness(TsQueryOperator which) => which switch
    {
        TsQueryOperator.Not => 0,
        TsQueryOperator.Phrase => 1,
        TsQueryOperator.And => 2,
        _ => 3,
    };

    private static (TsQueryOperator Operator, short Distance) ReadOperator(in Field field, ref TextCursor cursor)
    {
        if (cursor.TrySkip((byte)'&'))
        {
            return (TsQueryOperator.And, 0);
        }

        if (cursor.TrySkip((byte)'|'))
        {
            return (TsQueryOperator.Or, 0);
        }

        if (cursor.TrySkip("<->"u8))
        {
            return (TsQueryOperator.Phrase, 1);
        }

        if (!cursor.TrySkip((byte)'<')
            || !cursor.TryNumber(1, MaxDistanceDigits, out var distance)
            || !cursor.TrySkip((byte)'>')
            || distance > short.MaxValue)
        {
            Fail(field);
            return default;
        }

        return (TsQueryOperator.Phrase, (short)distance);
    }

    private static NpgsqlTsQuery ReadLexeme(in Field field, ref TextCursor cursor)
    {
        var text = new List<byte>();
        if (!cursor.TrySkip((byte)'\''))
        {
            Fail(field);
        }

        while (true)
        {
            // A quote is doubled, and so is a backslash.
            if (cursor.IsAtEnd)
            {
                Fail(field);
            }

            if (cursor.TrySkip((byte)'\'') && cursor.Next != (byte)'\'')
            {
                break;
            }

            cursor.TrySkip((byte)'\\');
            text.Add(cursor.Next);
            cursor.TrySkip(cursor.Next);
        }

        var weights = NpgsqlTsQueryLexeme.Weight.None;
        var isPrefix = false;
        if (cursor.TrySkip((byte)':'))
        {
            isPrefix = cursor.TrySkip((byte)'*');
            for (var letter = (byte)'A'; letter <= (byte)'D'; letter++)
            {
                weights |= cursor.TrySkip(letter) ? (NpgsqlTsQueryLexeme.Weight)(1 << ('D' - letter)) : 0;
            }
        }

        return TsQueryOperands.Lexeme(field, Utf8Text.ToText(field, text.ToArray()), weights, isPrefix);
    }

    [DoesNotReturn]
    private static void Fail(in Field field) => FieldFaults.FailText(field, "a tsquery");
}
