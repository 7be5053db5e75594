using System;
using System.Text;

namespace Smarketing.LocalDataverse.Tracing;

/// <summary>What one run of a plug-in traced. As on the platform, the oldest lines make room when it gets too long.</summary>
internal sealed class TraceBlock
{
    private StringBuilder? _text;

    public bool IsEmpty => _text is null;

    public void Add(string line)
    {
        _text ??= new StringBuilder();
        if (_text.Length > 0)
        {
            _text.Append("\r\n");
        }

        _text.Append(line);
        if (_text.Length > 2 * LongText.Most)
        {
            _text.Remove(0, _text.Length - LongText.Most - 1);
        }
    }

    /// <summary>The last lines that fit; of a line too long by itself its end.</summary>
    public override string ToString()
    {
        if (_text is null)
        {
            return string.Empty;
        }

        if (_text.Length <= LongText.Most)
        {
            return _text.ToString();
        }

        var end = _text.ToString(_text.Length - LongText.Most, LongText.Most);
        var line = end.IndexOf("\r\n", StringComparison.Ordinal);
        if (line >= 0)
        {
            return end[(line + 2)..];
        }

        return char.IsLowSurrogate(end[0]) ? end[1..] : end;
    }
}
