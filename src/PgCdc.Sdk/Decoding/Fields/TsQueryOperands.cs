using System.Diagnostics.CodeAnalysis;
using NpgsqlTypes;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>The operands that a tsquery's operators have not taken yet.</summary>
internal sealed class TsQueryOperands
{
    private readonly Stack<NpgsqlTsQuery> _operands = new();

    public static NpgsqlTsQuery Lexeme(in Field field, string text, NpgsqlTsQueryLexeme.Weight weights, bool isPrefix)
    {
        if (text.Length == 0)
        {
            field.Fail("a lexeme of its tsquery is empty");
        }

        return new NpgsqlTsQueryLexeme(text, weights, isPrefix);
    }

    public void Push(NpgsqlTsQuery operand) => _operands.Push(operand);

    /// <summary>Puts an operator on top of its operands; <see langword="false"/> where there are too few, or where the distance is none.</summary>
    /// <param name="which">The operator.</param>
    /// <param name="distance">A phrase's distance.</param>
    public bool TryApply(TsQueryOperator which, short distance)
    {
        if (!_operands.TryPop(out var right))
        {
            return false;
        }

        if (which == TsQueryOperator.Not)
        {
            _operands.Push(new NpgsqlTsQueryNot(right));
            return true;
        }

        if (distance < 0 || !_operands.TryPop(out var left))
        {
            return false;
        }

        _operands.Push(which switch
        {
            TsQueryOperator.And => new NpgsqlTsQueryAnd(left, right),
            TsQueryOperator.Or => new NpgsqlTsQueryOr(left, right),
            _ => new NpgsqlTsQueryFollowedBy(left, distance, right),
        });
        return true;
    }

    /// <summary>The whole query, where nothing is left over.</summary>
    public bool TryTakeOnly([NotNullWhen(true)] out NpgsqlTsQuery? query) => _operands.TryPop(out query) && _operands.Count == 0;
}
