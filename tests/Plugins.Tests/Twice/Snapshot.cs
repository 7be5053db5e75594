using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Tests.Plugins.Twice;

/// <summary>
/// Everything on record, row by row, in a form in which two organisations compare equal when they say the same: ids that the platform drew
/// are told by what the row says and what it is linked to, and when a row was written does not count.
/// </summary>
internal static partial class Snapshot
{
    private const int Rounds = 4;
    private const int Shown = 8;

    private static readonly string[] Standard = ["task", "queueitem", "phonecall", "email", "appointment", "account", "contact", "opportunityclose"];

    // Also when a figure was computed last: the same, computed anew, is the same.
    private static readonly HashSet<string> Bookkeeping = new(StringComparer.Ordinal) { "createdon", "modifiedon", "versionnumber", "exchangerate", "smk_lockedon", "smk_figuredon" };

    /// <summary>The rows, sorted: first as they read by themselves, where a difference is told once, then with what they are linked to.</summary>
    public static IReadOnlyList<string> Of(IOrganizationService service)
    {
        var rows = Tables().SelectMany(table => All(service, table)).ToArray();
        var colours = Colours(rows, row => row.LogicalName);
        var alone = rows.Select(row => Say(row, colours)).Order(StringComparer.Ordinal).ToArray();
        for (var round = 0; round < Rounds; round++)
            colours = Colours(rows, row => row.LogicalName + "~" + Hash(Say(row, colours)));
        return [.. alone, .. rows.Select(row => Say(row, colours)).Order(StringComparer.Ordinal)];
    }

    /// <summary>The rows of one table as they read by themselves.</summary>
    public static IEnumerable<string> Of(IOrganizationService service, string table) =>
        All(service, table).Select(row => Say(row, [])).Order(StringComparer.Ordinal);

    /// <summary>What one says and the other does not, in words; empty when they say the same.</summary>
    public static string Difference(IReadOnlyList<string> expected, IReadOnlyList<string> actual)
    {
        var left = new List<string>(actual);
        var missing = expected.Where(row => !left.Remove(row)).Select(row => "- " + row).Take(Shown).ToArray();
        return string.Join('\n', missing.Concat(left.Take(Shown).Select(row => "+ " + row)));
    }

    // The task of a decision has the decision's own id.
    private static Dictionary<Guid, string> Colours(Entity[] rows, Func<Entity, string> colour) =>
        rows.GroupBy(row => row.Id).ToDictionary(same => same.Key, same => string.Join('+', same.Select(colour)));

    private static IEnumerable<string> Tables() => typeof(Lead).Assembly.GetTypes()
        .Where(type => type.Namespace == typeof(Lead).Namespace && typeof(Entity).IsAssignableFrom(type))
        .Select(type => (string)type.GetField("EntityLogicalName", BindingFlags.Public | BindingFlags.Static)!.GetRawConstantValue()!)
        .Concat(Standard);

    private static IEnumerable<Entity> All(IOrganizationService service, string table)
    {
        var found = service.RetrieveMultiple(new QueryExpression(table) { ColumnSet = new ColumnSet(true) });
        return found.MoreRecords ? throw new InvalidOperationException("The story has more rows of " + table + " than one page.") : found.Entities;
    }

    private static string Say(Entity row, Dictionary<Guid, string> colours) => row.LogicalName + " " + string.Join("; ", row.Attributes
        .Where(column => column.Value is not null && !Bookkeeping.Contains(column.Key) && !(column.Value is Guid id && id == row.Id))
        .OrderBy(column => column.Key, StringComparer.Ordinal)
        .Select(column => column.Key + "=" + Say(column.Value, colours)));

    private static string Say(object value, Dictionary<Guid, string> colours) => value switch
    {
        EntityReference reference => colours.GetValueOrDefault(reference.Id) ?? reference.LogicalName + "'" + reference.Name,
        OptionSetValue option => option.Value.ToString(CultureInfo.InvariantCulture),
        Money money => money.Value.ToString(CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("s", CultureInfo.InvariantCulture),
        Guid id => colours.GetValueOrDefault(id, "?"),
        string text => Ids().Replace(text, match => colours.GetValueOrDefault(Guid.Parse(match.Value), "?")),
        EntityCollection => "rows",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 4));

    [GeneratedRegex("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")]
    private static partial Regex Ids();
}
