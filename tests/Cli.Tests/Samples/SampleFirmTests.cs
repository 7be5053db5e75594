using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Smarketing.Cli.Run.Feed;
using Smarketing.Cli.Samples;
using Smarketing.Crm.Dataverse.Tables;
using Xunit;

namespace Smarketing.Tests.Cli.Samples;

public sealed class SampleFirmTests
{
    private static readonly List<LeadRecord> Leads = new SampleFirm().Read().Select(i => i.Lead!).ToList();

    [Fact]
    public void The_same_seed_gives_the_same_leads_on_every_machine() =>
        Assert.Equal("2AF2B3B7ACF29B26AF48DEECFBA7E1CD3100CAA09563A1976A73412D94D64FEC", Hash(Leads));

    [Fact]
    public void Another_seed_gives_other_leads() =>
        Assert.NotEqual(Hash(Leads), Hash(new SampleFirm(seed: 7).Read().Select(i => i.Lead!)));

    [Fact]
    public void Five_hundred_leads_come_in_over_half_a_year_in_order_of_time()
    {
        Assert.Equal(500, Leads.Count);
        Assert.Equal(500, Leads.Select(l => l.Id).Distinct().Count());
        Assert.Equal(Leads.Select(l => l.CreatedOn).Order(), Leads.Select(l => l.CreatedOn));
        Assert.InRange((Leads[^1].CreatedOn - Leads[0].CreatedOn).TotalDays, 170, 180);
    }

    [Fact]
    public void Every_channel_and_every_type_of_engagement_occurs()
    {
        var events = Leads.SelectMany(l => l.Engagements).ToList();
        Assert.Equal(Enum.GetValues<Channel>(), events.Select(e => e.Channel).Distinct().Order());
        Assert.Equal(Enum.GetValues<EngagementType>(), events.Select(e => e.Type).Distinct().Order());
    }

    [Fact]
    public void The_stream_is_as_messy_as_real_ones()
    {
        var events = Leads.SelectMany(l => l.Engagements).ToList();
        Assert.Contains(Leads, l => !l.Columns.ContainsKey("emailaddress1"));
        Assert.NotEqual(events.Count, events.Select(e => e.SourceKey).Distinct().Count());
        Assert.Contains(events, e => e.RecordedOn > e.OccurredOn.AddDays(2));
        Assert.Contains(events, e => e.OccurredOn > e.RecordedOn.AddDays(30));
        Assert.Contains(Leads, l => Text(l, "jobtitle").Contains("tudiant", StringComparison.Ordinal));
        Assert.Contains(Leads, l => SampleNames.Competitors.Contains(Text(l, "companyname")));
    }

    [Fact]
    public void Nothing_reaches_us_before_its_lead_or_after_the_end()
    {
        var end = new SampleFirm().AsOf;
        Assert.All(Leads, l => Assert.All(l.Engagements, e => Assert.InRange(e.RecordedOn, l.CreatedOn, end)));
        Assert.All(Leads, l => Assert.All(l.Changes, c => Assert.InRange(c.On, l.CreatedOn, end)));
    }

    [Fact]
    public void Addresses_and_telephones_belong_to_nobody()
    {
        Assert.All(Leads.Where(l => l.Columns.ContainsKey("emailaddress1")), l => Assert.EndsWith(".example", Text(l, "emailaddress1")));
        string[] fictional = ["01 99 00", "02 61 91", "03 53 01", "04 65 71", "05 36 49"];
        Assert.All(Leads.Where(l => l.Columns.ContainsKey("telephone1")), l => Assert.Contains(Text(l, "telephone1")[..8], fictional));
    }

    [Fact]
    public void Outcomes_are_known_for_the_older_leads_and_some_became_customers()
    {
        var known = Leads.Where(l => l.Converted is not null).ToList();
        Assert.InRange(known.Count, 300, 360);
        Assert.InRange(known.Count(l => l.Converted == true), known.Count / 20, known.Count / 4);
    }

    [Fact]
    public void Who_does_more_becomes_a_customer_more_often()
    {
        var known = Leads.Where(l => l.Converted is not null).OrderByDescending(l => l.Engagements.Count).ToList();
        var half = known.Count / 2;
        Assert.True(known.Take(half).Count(l => l.Converted == true) > 2 * known.Skip(half).Count(l => l.Converted == true));
    }

    private static string Text(LeadRecord lead, string column) => lead.Columns.TryGetValue(column, out var value) ? (string)value.Value : string.Empty;

    private static string Hash(IEnumerable<LeadRecord> leads)
    {
        var text = new StringBuilder();
        foreach (var lead in leads)
        {
            text.Append(CultureInfo.InvariantCulture, $"{lead.Key} {lead.Id} {lead.CreatedOn:O} {lead.Converted}\n");
            foreach (var (column, value) in lead.Columns.OrderBy(c => c.Key, StringComparer.Ordinal))
            {
                text.Append(CultureInfo.InvariantCulture, $" {column}={value.Value}\n");
            }

            foreach (var change in lead.Changes)
            {
                text.Append(CultureInfo.InvariantCulture, $" {change.On:O} {string.Join(' ', change.Columns.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key}={c.Value.Value}"))}\n");
            }

            foreach (var e in lead.Engagements)
            {
                text.Append(CultureInfo.InvariantCulture, $" {e.SourceKey} {e.OccurredOn:O} {e.RecordedOn:O} {(int)e.Type} {(int)e.Channel} {e.Content} {e.CampaignId}\n");
            }
        }

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static class SampleNames
    {
        public static readonly string[] Competitors = ["Entrepolis Logiciels", "Quai Numérique", "Stockalis"];
    }
}
