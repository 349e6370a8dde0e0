using System.Text;

namespace PgCdc.Sdk.Generators.Emitting;

/// <summary>Writes indented lines, with line feeds whatever the machine.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _indentation;
    private bool _blankPending;

    /// <summary>Writes a line at the current indentation.</summary>
    public SourceWriter Line(string text)
    {
        if (_blankPending)
        {
            _text.Append('\n');
            _blankPending = false;
        }

        _text.Append(' ', _indentation * 4).Append(text).Append('\n');
        return this;
    }

    /// <summary>Writes each line of a block, as it is indented in itself.</summary>
    public SourceWriter Lines(string block)
    {
        foreach (var line in block.Split('\n'))
        {
            if (line.Length == 0)
            {
                Blank();
            }
            else
            {
                Line(line);
            }
        }

        return this;
    }

    /// <summary>Asks for an empty line before the next one, unless a block ends first.</summary>
    public SourceWriter Blank()
    {
        _blankPending = _text.Length > 0;
        return this;
    }

    /// <summary>Writes an opening brace and indents.</summary>
    public SourceWriter Open()
    {
        Line("{");
        _indentation++;
        return this;
    }

    /// <summary>Goes back and writes a closing brace.</summary>
    public SourceWriter Close(string after = "")
    {
        _blankPending = false;
        _indentation--;
        return Line("}" + after);
    }

    /// <summary>Indents what follows by one step.</summary>
    public SourceWriter Indent()
    {
        _indentation++;
        return this;
    }

    /// <summary>Takes a step of indentation back.</summary>
    public SourceWriter Outdent()
    {
        _indentation--;
        return this;
    }

    public override string ToString() => _text.ToString();
}
