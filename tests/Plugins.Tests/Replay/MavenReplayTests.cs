using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Tests.Plugins.Architecture;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.Replay;

/// <summary>
/// A year of a real sales team, day by day through the shipped solution: each deal is a lead of a campaign (its office and product) that resembles a
/// persona (its office), handed to its agent, made an opportunity, won or lost. What the product then says equals what was computed from the files by other means.
/// </summary>
public sealed class MavenReplayTests
{
    private static readonly string Data = Path.GetFullPath(Path.Combine(Shipped.RepositoryRoot, "..", "shared", "data"));
    private static readonly string Deals = Path.Combine(Data, "maven_crm", "sales_pipeline.csv");

    // Cells of the reference beside what smk_CampaignPerformance answers.
    private static readonly (string Cell, Func<JsonElement, decimal?> Figure)[] Cells =
    [
        ("opportunities", figures => Number(figures, "leads")),
        ("prospecting", figures => Number(figures, "leads") - Number(figures, "opportunities")),
        ("engaging", figures => Number(figures, "opportunities") - Number(figures, "customers") - Number(figures, "lost")),
        ("won", figures => Number(figures, "customers")),
        ("lost", figures => Number(figures, "lost")),
        ("win_rate", figures => Number(figures, "sourced", "winRate")),
        ("wilson95_lo", figures => Number(figures, "sourced", "winRateLow")),
        ("wilson95_hi", figures => Number(figures, "sourced", "winRateHigh")),
        ("revenue", figures => Number(figures, "sourced", "revenue")),
        ("avg_won_value", figures => Number(figures, "sourced", "meanWon")),
        ("median_won_value", figures => Number(figures, "sourced", "medianWon")),
        ("median_cycle_days_won", figures => Number(figures, "sourced", "medianDaysWon")),
        ("median_cycle_days_lost", figures => Number(figures, "sourced", "medianDaysLost")),
        ("median_cycle_days_closed", figures => Number(figures, "sourced", "medianDaysClosed")),
    ];

    [Fact]
    public void Figures_of_campaigns_personas_and_sellers_equal_the_reference_in_every_cell()
    {
        Assert.SkipUnless(File.Exists(Deals), "../shared/data/maven_crm/sales_pipeline.csv is not there.");
        using var house = new CrmHouse();
        var agreement = house.Make.AgreementInForce(house.Make.Model());
        var year = new Year(house, agreement);
        year.Run(Table(Deals), Table(Path.Combine(Data, "maven_crm", "sales_teams.csv")).ToDictionary(row => row["sales_agent"], row => row["regional_office"], StringComparer.Ordinal));

        Assert.Equal([], WrongCells(house, year.Campaigns));
        Assert.Equal([], WrongPersonas(house));
        Assert.Equal([], WrongSellers(house, year.Sellers));
    }

    private static List<string> WrongPersonas(CrmHouse house)
    {
        house.Service.Execute(new OrganizationRequest("smk_RunSweep") { ["Task"] = "personas" });
        var personas = house.Rows<Persona>(Persona.EntityLogicalName).ToDictionary(persona => persona.Name!, StringComparer.Ordinal);
        var reference = Table(Path.Combine(Data, "golden", "maven_crm_by_dimension.csv")).Where(row => row["dimension"] == "regional_office").ToArray();
        Assert.Equal(reference.Select(row => row["value"]).Order(StringComparer.Ordinal), personas.Keys.Order(StringComparer.Ordinal));
        return [.. from row in reference
            let persona = personas[row["value"]]
            let rate = Math.Round(decimal.Parse(row["win_rate"], CultureInfo.InvariantCulture), 4, MidpointRounding.AwayFromZero)
            let actual = FormattableString.Invariant($"{persona.Leads} leads, {persona.Customers} won, {persona.Lost} lost, {persona.WinRate:0.0000}, {persona.Revenue:0.00}")
            let expected = FormattableString.Invariant(
                $"{row["opportunities"]} leads, {row["won"]} won, {row["lost"]} lost, {rate:0.0000}, {decimal.Parse(row["revenue"], CultureInfo.InvariantCulture):0.00}")
            where actual != expected
            select $"{row["value"]}: {actual} instead of {expected}"];
    }

    private static List<string> WrongCells(CrmHouse house, IReadOnlyDictionary<string, Guid> campaigns)
    {
        var reference = Table(Path.Combine(Data, "golden", "maven_crm_by_office_and_product.csv")).Where(row => row["dimension"] == "regional_office|product").ToArray();
        Assert.Equal(reference.Select(row => row["value"]).Order(StringComparer.Ordinal), campaigns.Keys.Order(StringComparer.Ordinal));
        var wrong = new List<string>();
        foreach (var row in reference)
        {
            var answer = house.Service.Execute(new OrganizationRequest("smk_CampaignPerformance") { ["Target"] = new EntityReference("campaign", campaigns[row["value"]]) });
            var figures = JsonDocument.Parse((string)answer["Figures"]).RootElement;
            foreach (var (cell, figure) in Cells)
            {
                var expected = row[cell].Length == 0 ? (decimal?)null : decimal.Parse(row[cell], NumberStyles.Float, CultureInfo.InvariantCulture);
                var actual = figure(figures) is { } value ? Math.Round(value, 6) : (decimal?)null;
                if (actual != expected)
                    wrong.Add($"{row["value"]} {cell}: {actual} instead of {expected}");
            }
        }

        return wrong;
    }

    private static List<string> WrongSellers(CrmHouse house, IReadOnlyDictionary<string, Guid> sellers)
    {
        var fetch = $"""
            <fetch aggregate="true"><entity name="smk_outcome">
              <attribute name="smk_sellerid" groupby="true" alias="seller" /><attribute name="smk_kind" groupby="true" alias="kind" />
              <attribute name="smk_sign" aggregate="sum" alias="facts" /><attribute name="smk_amount" aggregate="sum" alias="amount" />
              <filter type="or">
                <condition attribute="smk_kind" operator="eq" value="{(int)OutcomeKind.Won}" /><condition attribute="smk_kind" operator="eq" value="{(int)OutcomeKind.Lost}" />
              </filter>
            </entity></fetch>
            """;
        var sums = house.Service.RetrieveMultiple(new FetchExpression(fetch)).Entities.ToDictionary(
            row => (((EntityReference)Value(row, "seller")!).Id, ((OptionSetValue)Value(row, "kind")!).Value),
            row => (Facts: Convert.ToDecimal(Value(row, "facts"), CultureInfo.InvariantCulture), Amount: Convert.ToDecimal(Value(row, "amount") ?? 0, CultureInfo.InvariantCulture)));
        return [.. from row in Table(Path.Combine(Data, "golden", "maven_crm_by_dimension.csv"))
            where row["dimension"] == "sales_agent" && sellers.ContainsKey(row["value"])
            let won = sums.GetValueOrDefault((sellers[row["value"]], (int)OutcomeKind.Won))
            let lost = sums.GetValueOrDefault((sellers[row["value"]], (int)OutcomeKind.Lost))
            let actual = FormattableString.Invariant($"{won.Facts:0} won, {lost.Facts:0} lost, {won.Amount:0.00}")
            let expected = FormattableString.Invariant($"{row["won"]} won, {row["lost"]} lost, {decimal.Parse(row["revenue"], CultureInfo.InvariantCulture):0.00}")
            where actual != expected
            select $"{row["value"]}: {actual} instead of {expected}"];
    }

    private static object? Value(Entity row, string alias) => row.GetAttributeValue<AliasedValue?>(alias)?.Value;

    private static decimal? Number(JsonElement figures, params string[] path)
    {
        foreach (var member in path)
        {
            if (!figures.TryGetProperty(member, out figures))
                return null;
        }

        return figures.GetDecimal();
    }

    private static List<Dictionary<string, string>> Table(string file)
    {
        var lines = File.ReadAllLines(file);
        var names = lines[0].Split(',');
        return [.. lines.Skip(1).Select(line => line.Split(',').Select((value, i) => (value, i)).ToDictionary(cell => names[cell.i], cell => cell.value, StringComparer.Ordinal))];
    }

    /// <summary>Plays the deals, each day once, on the house's clock: shifted in time, so that the days between stay what they were.</summary>
    private sealed class Year(CrmHouse house, Guid agreement)
    {
        private readonly Dictionary<string, Guid> opportunities = new(StringComparer.Ordinal);

        public Dictionary<string, Guid> Campaigns { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, Guid> Sellers { get; } = new(StringComparer.Ordinal);

        public void Run(IReadOnlyList<Dictionary<string, string>> deals, Dictionary<string, string> offices)
        {
            foreach (var deal in deals)
            {
                deal["office"] = offices[deal["sales_agent"]];
                deal["campaign"] = deal["office"] + "|" + deal["product"].Replace("GTXPro", "GTX Pro", StringComparison.Ordinal);
            }

            foreach (var office in offices.Values.Distinct())
                house.Service.Create(new Persona { Name = office, Conditions = "address1_stateorprovince equals " + office });
            foreach (var name in deals.Select(deal => deal["campaign"]).Distinct())
                Campaigns[name] = house.Service.Create(new Entity("campaign") { ["name"] = name });
            foreach (var name in deals.Select(deal => deal["sales_agent"]).Distinct())
                Sellers[name] = house.Organization.CreateUser(name, house.Organization.RoleNamed("Smarketing Sales"));
            foreach (var deal in deals.Where(deal => deal["engage_date"].Length == 0))
                HandOff(deal);
            var days = deals.SelectMany(deal => new[] { (On: deal["engage_date"], Deal: deal, IsClose: false), (On: deal["close_date"], Deal: deal, IsClose: true) })
                .Where(happening => happening.On.Length > 0)
                .GroupBy(happening => DateTime.ParseExact(happening.On, "yyyy-MM-dd", CultureInfo.InvariantCulture))
                .OrderBy(day => day.Key)
                .ToArray();
            var shift = house.Clock.Now - days[0].Key;
            foreach (var day in days)
            {
                house.Clock.Pass(day.Key + shift - house.Clock.Now);
                foreach (var happening in day.OrderBy(happening => happening.IsClose))
                {
                    if (happening.IsClose)
                        Close(happening.Deal);
                    else
                        Open(happening.Deal);
                }

                house.RunJobs();
            }
        }

        private (Guid Lead, Guid Handoff) HandOff(Dictionary<string, string> deal)
        {
            var seller = new EntityReference("systemuser", Sellers[deal["sales_agent"]]);
            var lead = house.Make.Lead(
                ("campaignid", new EntityReference("campaign", Campaigns[deal["campaign"]])), ("address1_stateorprovince", deal["office"]));
            return (lead, house.Service.Create(new Handoff
            {
                Name = deal["opportunity_id"], Key = $"{lead:D}:1:1", LeadId = new EntityReference("lead", lead), Cycle = 1, Attempt = 1, OwnerId = seller,
                AgreementId = new EntityReference(Agreement.EntityLogicalName, agreement), ContractStartedOn = house.Clock.Now, StartedOn = house.Clock.Now,
            }));
        }

        private void Open(Dictionary<string, string> deal)
        {
            var (lead, handoff) = HandOff(deal);
            opportunities[deal["opportunity_id"]] = house.Service.Create(new Entity("opportunity")
            {
                ["name"] = deal["opportunity_id"], ["originatingleadid"] = new EntityReference("lead", lead),
            });
            house.AsSystem.Update(new Handoff { Id = handoff, StatusCode = HandoffStatus.InOpportunity, AnsweredOn = house.Clock.Now });
        }

        private void Close(Dictionary<string, string> deal)
        {
            var close = new Entity("opportunityclose")
            {
                ["subject"] = deal["deal_stage"], ["opportunityid"] = new EntityReference("opportunity", opportunities[deal["opportunity_id"]]),
            };
            if (deal["deal_stage"] == "Won")
            {
                close["actualrevenue"] = new Money(decimal.Parse(deal["close_value"], CultureInfo.InvariantCulture));
                house.Service.Execute(new WinOpportunityRequest { Status = new OptionSetValue(-1), OpportunityClose = close });
            }
            else
            {
                house.Service.Execute(new LoseOpportunityRequest { Status = new OptionSetValue(-1), OpportunityClose = close });
            }
        }
    }
}
