using System.Linq;
using Microsoft.Xrm.Sdk.Metadata;
using Smarketing.Cli.Run.Feed;

namespace Smarketing.Cli.Csv.Mapping;

/// <summary>A lead column that the map fills.</summary>
/// <param name="Name">Its logical name.</param>
/// <param name="Kind">What the map fills it with.</param>
/// <param name="Path">The setting in the map.</param>
/// <param name="Line">The map's line.</param>
/// <param name="Character">The character in that line.</param>
public sealed record TargetReference(string Name, ColumnKind Kind, string Path, int Line, int Character)
{
    /// <summary>Why the lead table has no place for it; null when it has.</summary>
    /// <param name="map">The map file.</param>
    /// <param name="lead">The lead table as it is in the environment.</param>
    internal CsvProblem? Misfit(string map, EntityMetadata lead)
    {
        var column = lead.Attributes.FirstOrDefault(a => a.LogicalName == Name);
        if (column is null)
        {
            return Problem($"'{Name}' is no column of the lead table{MapScope.DidYouMean(Name, lead.Attributes.Select(a => a.LogicalName))}.", "write the logical name of a column that is there.");
        }

        if (column.IsValidForCreate != true)
        {
            return Problem($"'{Name}' cannot be filled: the platform keeps it itself.", "leave it out.");
        }

        return KindOf(column.AttributeType) is not { } kind ? Problem($"'{Name}' cannot be filled from a file: it is {column.AttributeType}.", "leave it out.")
            : kind != Kind ? Problem($"'{Name}' is {column.AttributeType}, the map fills it with {Say(Kind)}.", $"write \"kind\": \"{Say(kind)}\" for it, or name another column.")
            : null;

        CsvProblem Problem(string reason, string remedy) => new(CsvProblemKind.Map, map, Line, Character, Path, reason, remedy);
    }

    private static ColumnKind? KindOf(AttributeTypeCode? type) => type switch
    {
        AttributeTypeCode.String or AttributeTypeCode.Memo => ColumnKind.Text,
        AttributeTypeCode.Integer => ColumnKind.Integer,
        AttributeTypeCode.Decimal => ColumnKind.Decimal,
        AttributeTypeCode.Money => ColumnKind.Money,
        AttributeTypeCode.Boolean => ColumnKind.Boolean,
        AttributeTypeCode.Picklist or AttributeTypeCode.Status => ColumnKind.Choice,
        AttributeTypeCode.DateTime => ColumnKind.Date,
        _ => null,
    };

    private static string Say(ColumnKind kind) => kind.ToString().ToLowerInvariant();
}
