using System;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.ClosedLoop;

/// <summary>Events of other systems, told in bulk and told again.</summary>
public sealed class RecordEngagementsTests(LoopHouse house) : IClassFixture<LoopHouse>
{
    [Fact]
    public void What_is_told_is_kept()
    {
        var campaign = house.Campaign();
        var lead = house.Make.Lead();

        var (results, counts) = Tell(Row(lead, "k1", row =>
        {
            row["type"] = "contentdownload";
            row["occurredOn"] = "2026-03-01T10:00:00+02:00";
            row["content"] = "white paper";
            row["campaign"] = campaign.ToString();
        }));

        Assert.Equal((1, 0, 0), counts);
        var kept = house.Row<Engagement>(Engagement.EntityLogicalName, results[0].GetProperty("id").GetGuid());
        Assert.Equal((lead, EngagementType.ContentDownload, Channel.Site), (kept.LeadId!.Id, kept.Type, kept.Channel));
        Assert.Equal(new DateTime(2026, 3, 1, 8, 0, 0, DateTimeKind.Utc), kept.OccurredOn);
        Assert.Equal(("white paper", campaign, "k1"), (kept.Content, kept.CampaignId!.Id, kept.SourceKey));
    }

    [Fact]
    public void Told_again_it_is_known()
    {
        var lead = house.Make.Lead();
        var first = Tell(Row(lead, "again"), Row(lead, "AGAIN"));
        var second = Tell(Row(lead, "again"), Row(lead, "new"));

        Assert.Equal((1, 1, 0), first.Counts);
        Assert.Equal((1, 1, 0), second.Counts);
        Assert.Equal(first.Rows[0].GetProperty("id").GetGuid(), second.Rows[0].GetProperty("id").GetGuid());
        Assert.Equal("known", second.Rows[0].GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("lead", "", "lead")]
    [InlineData("lead", "nobody", "lead")]
    [InlineData("lead", "00000000-0000-0000-0000-00000000000a", "lead")]
    [InlineData("type", "Teleported", "type")]
    [InlineData("type", "727000099", "type")]
    [InlineData("type", "727000000,727000001", "type")]
    [InlineData("channel", null, "channel")]
    [InlineData("occurredOn", "yesterday", "occurredOn")]
    [InlineData("occurredOn", "2026-13-01T10:00:00Z", "occurredOn")]
    [InlineData("sourceKey", " ", "sourceKey")]
    [InlineData("campaign", "00000000-0000-0000-0000-00000000000a", "campaign")]
    [InlineData("capaign", "x", "capaign")]
    public void A_bad_row_is_told_and_the_good_ones_are_kept(string member, string? value, string told)
    {
        var lead = house.Make.Lead();
        var key = Guid.NewGuid().ToString();

        var (rows, counts) = Tell(Row(lead, key + "good"), Row(lead, key + "bad", row => row[member] = value));

        Assert.Equal((1, 0, 1), counts);
        Assert.Equal(("refused", 1, told), (rows[1].GetProperty("status").GetString(), rows[1].GetProperty("index").GetInt32(), rows[1].GetProperty("member").GetString()));
        Assert.NotEqual(string.Empty, rows[1].GetProperty("rule").GetString());
        Assert.NotEqual(string.Empty, rows[1].GetProperty("remedy").GetString());
        Assert.Single(house.Rows<Engagement>(Engagement.EntityLogicalName, Engagement.Columns.LeadId, lead));
    }

    [Theory]
    [InlineData(5, 0)]
    [InlineData(6, 1)]
    public void A_clock_may_be_five_minutes_fast(int minutes, int refused)
    {
        var on = house.Clock.Now.AddMinutes(minutes).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(refused, Tell(Row(house.Make.Lead(), Guid.NewGuid().ToString(), row => row["occurredOn"] = on)).Counts.Refused);
    }

    [Theory]
    [InlineData(200, 0)]
    [InlineData(201, 1)]
    public void A_source_key_has_at_most_200_characters(int length, int refused) =>
        Assert.Equal(refused, Tell(Row(house.Make.Lead(), Guid.NewGuid().ToString().PadRight(length, 'x'))).Counts.Refused);

    [Fact]
    public void A_row_that_is_no_object_is_told() =>
        Assert.Equal(string.Empty, Parse(Call("[5]")).Rows[0].GetProperty("member").GetString());

    [Theory]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("[{]")]
    [InlineData(" ")]
    public void What_is_no_array_is_refused_whole(string json) => Assert.Contains("JSON", CrmHouse.RefusalOf(() => Call(json)), StringComparison.Ordinal);

    [Fact]
    public void A_thousand_rows_are_taken_and_one_more_is_refused()
    {
        var lead = house.Make.Lead();
        var rows = Enumerable.Range(0, 1000).Select(i => Row(lead, "bulk" + i)).ToArray();

        Assert.Contains("1000", CrmHouse.RefusalOf(() => Tell([.. rows.Select(row => row.DeepClone()), Row(lead, "one more")])), StringComparison.Ordinal);
        Assert.Equal((1000, 0, 0), Tell(rows).Counts);
    }

    private static JsonNode Row(Guid lead, string key, Action<JsonNode>? change = null)
    {
        var row = new JsonObject
        {
            ["lead"] = lead.ToString(), ["type"] = "PageVisit", ["channel"] = 727000000, ["occurredOn"] = "2026-03-01T10:00:00Z", ["sourceKey"] = key,
        };
        change?.Invoke(row);
        return row;
    }

    private (JsonElement[] Rows, (int Stored, int Known, int Refused) Counts) Tell(params JsonNode[] rows) => Parse(Call(new JsonArray(rows).ToJsonString()));

    private OrganizationResponse Call(string json) => house.Service.Execute(new OrganizationRequest("smk_RecordEngagements") { ["Engagements"] = json });

    private static (JsonElement[] Rows, (int Stored, int Known, int Refused) Counts) Parse(OrganizationResponse answer) => (
        [.. JsonDocument.Parse((string)answer["Results"]).RootElement.GetProperty("rows").EnumerateArray()],
        ((int)answer["Stored"], (int)answer["Known"], (int)answer["Refused"]));
}
