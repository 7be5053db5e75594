using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Smarketing.Cli.Run.Feed;

namespace Smarketing.Cli.Csv.Mapping;

/// <summary>What reading a map needs at every turn: typed access to its parts, and a list of what is wrong with them.</summary>
public sealed class MapScope(string file)
{
    public List<CsvProblem> Problems { get; } = [];

    /// <summary>The columns of the file that the map has named so far.</summary>
    public List<ColumnReference> References { get; } = [];

    /// <summary>The lead columns that the map fills.</summary>
    public List<TargetReference> Targets { get; } = [];

    public void Report(JsonPart at, string reason, string remedy) =>
        Problems.Add(new CsvProblem(CsvProblemKind.Map, file, at.Line, at.Character, at.Path, reason, remedy));

    /// <summary>Refuses members that are not known, and members given twice.</summary>
    public bool Object(JsonPart part, params string[] known)
    {
        if (part.Kind != JsonTokenType.StartObject)
        {
            Report(part, $"{Say(part)} stands where an object belongs.", "write { … } with " + List(known) + ".");
            return false;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in part.Members)
        {
            if (known.Length > 0 && !known.Contains(name, StringComparer.Ordinal))
            {
                Report(value, $"'{name}' is no setting here{DidYouMean(name, known)}.", "use " + List(known) + ", or leave it out.");
            }
            else if (!seen.Add(name))
            {
                Report(value, $"'{name}' is given twice.", "keep one of the two.");
            }
        }

        return true;
    }

    public static JsonPart? Member(JsonPart part, string name) =>
        part.Members.FirstOrDefault(m => string.Equals(m.Key, name, StringComparison.Ordinal)).Value;

    /// <summary>A member that has to be there.</summary>
    public JsonPart? Required(JsonPart part, string name, string meaning)
    {
        var found = Member(part, name);
        if (found is null)
        {
            Report(part, $"'{name}' is missing: {meaning}.", $"add \"{name}\".");
        }

        return found;
    }

    public string? Text(JsonPart? part)
    {
        if (part is null)
        {
            return null;
        }

        if (part.Kind == JsonTokenType.String && part.Text.Trim().Length > 0)
        {
            return part.Text;
        }

        Report(part, $"{Say(part)} stands where text belongs.", "write it as \"text\".");
        return null;
    }

    public decimal? Number(JsonPart? part, decimal least, decimal most, bool whole = false)
    {
        if (part is null)
        {
            return null;
        }

        if (part.Kind == JsonTokenType.Number
            && decimal.TryParse(part.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most && (!whole || number == decimal.Truncate(number)))
        {
            return number;
        }

        var range = string.Create(CultureInfo.InvariantCulture, $"a {(whole ? "whole " : string.Empty)}number from {least} to {most}");
        Report(part, $"{Say(part)} stands where {range} belongs.", $"write {range}, without quotes.");
        return null;
    }

    /// <summary>One of an enumeration's names.</summary>
    public T? Word<T>(JsonPart? part)
        where T : struct, Enum
    {
        if (Text(part) is not { } text)
        {
            return null;
        }

        var names = Enum.GetNames<T>();
        if (names.FirstOrDefault(n => string.Equals(n, text, StringComparison.OrdinalIgnoreCase)) is { } name)
        {
            return Enum.Parse<T>(name);
        }

        Report(part!, $"'{text}' is none of the values{DidYouMean(text, names)}.", "use " + List(names) + ".");
        return null;
    }

    /// <summary>A text, or a list of texts.</summary>
    public IReadOnlyList<JsonPart> Texts(JsonPart? part)
    {
        if (part is null)
        {
            return [];
        }

        var parts = part.Kind == JsonTokenType.StartArray ? part.Items : [part];
        foreach (var wrong in parts.Where(p => p.Kind != JsonTokenType.String))
        {
            Report(wrong, $"{Say(wrong)} stands where text belongs.", "write it as \"text\".");
        }

        return parts.Where(p => p.Kind == JsonTokenType.String).ToList();
    }

    /// <summary>The formats a date may have; none when nothing is said.</summary>
    public IReadOnlyList<string> Formats(JsonPart? part)
    {
        var parts = Texts(part);
        foreach (var wrong in parts.Where(p => !IsDateFormat(p.Text)))
        {
            Report(wrong, $"'{wrong.Text}' is no date format.", "write it as \"dd/MM/yyyy\" or \"yyyy-MM-dd HH:mm\".");
        }

        return parts.Select(p => p.Text).ToList();
    }

    /// <summary>The items of a list; none when nothing is said.</summary>
    public IReadOnlyList<JsonPart> Items(JsonPart? part)
    {
        if (part is null || part.Kind == JsonTokenType.StartArray)
        {
            return part?.Items ?? [];
        }

        Report(part, "a list belongs here.", "write [ … ].");
        return [];
    }

    public IReadOnlySet<string> Words(JsonPart? part) =>
        Texts(part).Select(p => p.Text.Trim()).ToHashSet(StringComparer.OrdinalIgnoreCase);

    public ColumnReference? Column(JsonPart? part)
    {
        if (Text(part) is not { } name)
        {
            return null;
        }

        var reference = new ColumnReference(name.Trim(), part!.Path, part.Line, part.Character);
        References.Add(reference);
        return reference;
    }

    /// <summary>A JSON value as a value for a lead column of this kind.</summary>
    public ColumnValue? Value(JsonPart part, ColumnKind kind)
    {
        switch (kind)
        {
            case ColumnKind.Text:
                return Text(part) is { } text ? ColumnValue.Text(text) : null;
            case ColumnKind.Boolean when part.Kind is JsonTokenType.True or JsonTokenType.False:
                return ColumnValue.Boolean(part.Kind == JsonTokenType.True);
            case ColumnKind.Boolean:
                Report(part, $"{Say(part)} stands where true or false belongs.", "write true or false, without quotes.");
                return null;
            case ColumnKind.Integer:
                return Number(part, int.MinValue, int.MaxValue, whole: true) is { } whole ? ColumnValue.Integer((int)whole) : null;
            case ColumnKind.Choice:
                return Number(part, 0, int.MaxValue, whole: true) is { } choice ? ColumnValue.Choice((int)choice) : null;
            case ColumnKind.Decimal:
                return Number(part, -100_000_000_000m, 100_000_000_000m) is { } number ? ColumnValue.Decimal(number) : null;
            case ColumnKind.Money:
                return Number(part, -100_000_000_000m, 100_000_000_000m) is { } amount ? ColumnValue.Money(amount) : null;
            default:
                Report(part, $"a column of the kind '{kind}' takes no value from the map.", "leave it out, or use another kind.");
                return null;
        }
    }

    public static string DidYouMean(string word, IEnumerable<string> words)
    {
        var nearest = words.Select(w => (Word: w, Distance: Distance(word, w))).OrderBy(w => w.Distance).FirstOrDefault();
        return nearest.Word is not null && nearest.Distance <= Math.Max(1, word.Length / 3) ? $"; did you mean '{nearest.Word}'?" : string.Empty;
    }

    public static string List(IEnumerable<string> words) => string.Join(", ", words.Select(w => "'" + w + "'"));

    private static string Say(JsonPart part) => part.Kind switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => "the text '" + part.Text + "'",
        _ => "'" + part.Text + "'",
    };

    private static bool IsDateFormat(string format)
    {
        try
        {
            return !string.IsNullOrWhiteSpace(format)
                && DateTime.TryParseExact(DateTime.UnixEpoch.ToString(format, CultureInfo.InvariantCulture), format, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    // Levenshtein, on two rows.
    private static int Distance(string a, string b)
    {
        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 0; i < a.Length; i++)
        {
            var current = new int[b.Length + 1];
            current[0] = i + 1;
            for (var j = 0; j < b.Length; j++)
            {
                var swap = char.ToUpperInvariant(a[i]) == char.ToUpperInvariant(b[j]) ? 0 : 1;
                current[j + 1] = Math.Min(Math.Min(current[j] + 1, previous[j + 1] + 1), previous[j] + swap);
            }

            previous = current;
        }

        return previous[b.Length];
    }
}
