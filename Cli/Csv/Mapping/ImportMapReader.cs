using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace Smarketing.Cli.Csv.Mapping;

/// <summary>Reads a map file, and says everything that is wrong with it at once.</summary>
public sealed class ImportMapReader
{
    private readonly MapScope _scope;
    private readonly string _file;

    private ImportMapReader(string file)
    {
        _file = file;
        _scope = new MapScope(file);
    }

    /// <summary>Reads a map.</summary>
    /// <param name="file">The JSON file.</param>
    /// <param name="problems">What is wrong with it; empty when it can be used.</param>
    /// <returns>The map, or null with at least one problem.</returns>
    public static ImportMap? Read(string file, out IReadOnlyList<CsvProblem> problems)
    {
        var reader = new ImportMapReader(file);
        ImportMap? map = null;
        try
        {
            map = reader.Map(JsonPart.Parse(File.ReadAllBytes(file)));
        }
        catch (JsonException failure)
        {
            reader.Refuse(
                (int)(failure.LineNumber ?? 0) + 1,
                (int)(failure.BytePositionInLine ?? 0) + 1,
                "the map is not JSON: " + failure.Message.Split(" LineNumber:")[0],
                "mend it at this place; an editor that knows JSON shows it.");
        }
        catch (InvalidOperationException)
        {
            // What the JSON reader throws for bytes or escapes that are no text.
            reader.Refuse(null, null, "the map holds text that is not UTF-8.", "save it as UTF-8.");
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            reader.Refuse(null, null, "there is no such map.", "check the path after --map.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            reader.Refuse(null, null, "the map cannot be read: " + failure.Message, "name a file you may read.");
        }

        problems = reader._scope.Problems;
        return problems.Count == 0 ? map : null;
    }

    private void Refuse(int? line, int? character, string reason, string remedy) =>
        _scope.Problems.Add(new CsvProblem(CsvProblemKind.Map, _file, line, character, null, reason, remedy));

    private ImportMap? Map(JsonPart root)
    {
        if (!_scope.Object(root, "$schema", "name", "asOf", "created", "key", "unknown", "data", "constants", "lead", "engagement", "outcome"))
        {
            return null;
        }

        var name = _scope.Text(_scope.Required(root, "name", "the source's name, part of every id"));
        var asOf = Instant(_scope.Required(root, "asOf", "the instant the file speaks of, such as \"2024-06-30T18:00:00Z\""));
        var created = new TimeRuleReader(_scope).Read(_scope.Required(root, "created", "when leads came in, such as { \"ageDays\": 60 }"));
        var unknown = new HashSet<string>(_scope.Words(MapScope.Member(root, "unknown")), StringComparer.OrdinalIgnoreCase) { string.Empty };
        var columns = new LeadColumnReader(_scope);
        var map = new ImportMap
        {
            File = _file,
            Name = name ?? "?",
            AsOf = asOf ?? default,
            Created = created ?? new TimeRule(),
            Key = _scope.Column(MapScope.Member(root, "key")),
            Unknown = unknown,
            DataFolder = Folder(MapScope.Member(root, "data")),
            Constants = columns.Constants(MapScope.Member(root, "constants")),
            Lead = columns.Rules(_scope.Required(root, "lead", "which columns become which lead columns")),
            Engagement = _scope.Items(MapScope.Member(root, "engagement")).Select(new EngagementRuleReader(_scope).Read).OfType<EngagementRule>().ToList(),
            Outcome = Outcome(MapScope.Member(root, "outcome")),
            References = _scope.References,
            Targets = _scope.Targets,
        };
        foreach (var twice in map.Lead.Where(l => map.Constants.ContainsKey(l.Target)))
        {
            var at = MapScope.Member(MapScope.Member(root, "constants")!, twice.Target)!;
            _scope.Report(at, $"the lead column '{twice.Target}' has a constant and a column.", "keep one of the two.");
        }

        return map;
    }

    private DateTime? Instant(JsonPart? part)
    {
        if (_scope.Text(part) is not { } text)
        {
            return null;
        }

        if (DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) && instant.Year is >= 1900 and < 9000)
        {
            return instant;
        }

        _scope.Report(part!, $"'{text}' is no date.", "write it as \"2024-06-30T18:00:00Z\".");
        return null;
    }

    private string? Folder(JsonPart? part)
    {
        if (_scope.Text(part) is not { } text)
        {
            return null;
        }

        var folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(_file))!, text));
        if (!Directory.Exists(folder))
        {
            _scope.Report(part!, $"there is no folder '{text}' beside the map.", "name a folder with data_schema.xml and data.xml, or leave it out for the starter model.");
        }

        return folder;
    }

    private OutcomeRule? Outcome(JsonPart? part)
    {
        if (part is null || !_scope.Object(part, "column", "won", "lost"))
        {
            return null;
        }

        var column = _scope.Column(_scope.Required(part, "column", "the column with the known outcome"));
        var won = _scope.Words(_scope.Required(part, "won", "the words for a customer"));
        var lost = _scope.Words(_scope.Required(part, "lost", "the words for none"));
        return column is null ? null : new OutcomeRule(column, won, lost);
    }
}
