using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Microsoft.Xrm.Sdk.Metadata;
using Smarketing.Cli.Run.Feed;

namespace Smarketing.Cli.Csv.Mapping;

/// <summary>Leads out of a CSV file and a map. Rows are streamed, so a large file is never held whole.</summary>
public sealed class CsvLeadSource : ILeadSource
{
    private readonly CsvFile _file;
    private readonly ImportMap _map;
    private readonly RowMapper _mapper;

    private CsvLeadSource(CsvFile file, ImportMap map, RowMapper mapper)
    {
        _file = file;
        _map = map;
        _mapper = mapper;
    }

    public string Name => _map.Name + " (" + Path.GetFileName(_file.Name) + ")";

    public DateTime AsOf => _map.AsOf;

    public DateTime? StartsOn => _map.Created.Column is null ? _map.AsOf.AddDays(-_map.Created.ToDays) : null;

    public string? DataFolder => _map.DataFolder;

    public IReadOnlyList<CampaignRecord> Campaigns => [];

    /// <summary>Opens a file with its map.</summary>
    /// <param name="leads">The CSV file.</param>
    /// <param name="map">The map file.</param>
    /// <param name="encoding">The file's encoding; null is UTF-8.</param>
    /// <param name="problems">Everything that makes the two unusable; empty when they can be read.</param>
    public static CsvLeadSource? Open(string leads, string map, string? encoding, out IReadOnlyList<CsvProblem> problems)
    {
        var read = ImportMapReader.Read(map, out problems);
        if (read is null)
        {
            return null;
        }

        var file = CsvFile.Open(leads, encoding, out var problem);
        if (file is null)
        {
            problems = [problem!];
            return null;
        }

        var mapper = RowMapper.Create(read, file, out problems);
        return mapper is null ? null : new CsvLeadSource(file, read, mapper);
    }

    public ISalesFloor? Floor => null;

    public bool IsInTimeOrder => _map.Created.Column is null && _map.Created.FromDays == _map.Created.ToDays;

    public IReadOnlyList<CsvProblem> Misfits(EntityMetadata lead) =>
        _map.Targets.Select(t => t.Misfit(_map.File, lead)).OfType<CsvProblem>().ToList();

    public IEnumerable<LeadInput> Read()
    {
        var lines = new Dictionary<Guid, long>();
        foreach (var row in _file.Rows())
        {
            var input = _mapper.Map(row);
            if (input.Lead is { } lead && !lines.TryAdd(lead.Id, row.Line))
            {
                input = new LeadInput(null, new CsvProblem(
                    CsvProblemKind.Row,
                    _file.Name,
                    row.Line,
                    KeyColumn(),
                    _map.Key?.Name,
                    string.Create(CultureInfo.InvariantCulture, $"the key '{lead.Key}' is already the key of line {lines[lead.Id]}."),
                    "give every row its own key."));
            }

            yield return input;
        }
    }

    private int? KeyColumn()
    {
        for (var i = 0; i < _file.Header.Count; i++)
        {
            if (string.Equals(_file.Header[i], _map.Key?.Name, StringComparison.OrdinalIgnoreCase))
            {
                return i + 1;
            }
        }

        return null;
    }
}
