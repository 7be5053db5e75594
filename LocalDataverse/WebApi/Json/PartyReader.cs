using System.Collections.Frozen;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.WebApi.Http;
using Smarketing.LocalDataverse.WebApi.Model;

namespace Smarketing.LocalDataverse.WebApi.Json;

/// <summary>
/// The participants of an activity: <c>phonecall_activity_parties</c> is one list in which <c>participationtypemask</c> says who does what, while
/// the organisation service has a column for each kind of participant.
/// </summary>
internal static class PartyReader
{
    private const string Mask = "participationtypemask";

    private static readonly FrozenDictionary<int, string> Columns = new Dictionary<int, string>
    {
        [1] = "from",
        [2] = "to",
        [3] = "cc",
        [4] = "bcc",
        [5] = "requiredattendees",
        [6] = "optionalattendees",
        [7] = "organizer",
        [10] = "resources",
        [11] = "customers",
        [12] = "partners",
    }.ToFrozenDictionary();

    public static void Take(RowReader reader, TableModel parties, TableModel activity, Entity row, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
            throw WebApiException.Payload($"The participants of a '{activity.Name}' are a list.");
        foreach (var json in value.EnumerateArray())
        {
            var party = reader.Read(parties, json, canNest: false);
            if (party.GetAttributeValue<OptionSetValue>(Mask) is not { } mask)
                throw WebApiException.Payload($"A participant of a '{activity.Name}' has no {Mask}: 1 is the sender, 2 a recipient, 5 a required attendee.");
            if (!Columns.TryGetValue(mask.Value, out var name) || !activity.Table.TryColumn(name, out var column) || column.Type != ColumnType.PartyList)
            {
                throw WebApiException.Payload(
                    $"A '{activity.Name}' has no participants with {Mask} {mask.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)}. It has {string.Join(", ", Columns.Where(c => activity.Table.TryColumn(c.Value, out var known) && known.Type == ColumnType.PartyList).Select(c => $"{c.Key.ToString(System.Globalization.CultureInfo.InvariantCulture)} ({c.Value})"))}.");
            }

            party.Attributes.Remove(Mask);
            if (!row.Attributes.TryGetValue(name, out var given) || given is not EntityCollection list)
                row[name] = list = new EntityCollection { EntityName = parties.Name };
            list.Entities.Add(party);
        }
    }
}
