using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Smarketing.Tests.LocalDataverse.Sdk.Contract;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Messages.Sales;

/// <summary>Replays a real sales pipeline from lead to close and compares what the organisation holds with the file itself.</summary>
public class PipelineReplayTests
{
    private const int Deals = 250;

    private static readonly string File = Path.GetFullPath(Path.Combine(ContractFiles.RepositoryRoot, "..", "shared", "data", "maven_crm", "sales_pipeline.csv"));

    [Fact]
    public void Counts_and_revenue_by_agent_are_those_of_the_file()
    {
        Assert.SkipUnless(System.IO.File.Exists(File), "../shared/data/maven_crm/sales_pipeline.csv is not there.");
        var deals = Read().Take(Deals).ToList();
        using var org = new TestOrganization(now: new DateTime(2018, 1, 1, 12, 0, 0, DateTimeKind.Utc));
        var closings = 0;
        foreach (var message in new[] { "Win", "Lose" })
        {
            org.On(message, "opportunity", Stage.PostOperation, _ => closings++);
        }

        var role = org.Organization.CreateRoleFor(PrivilegeDepth.Basic, "Lead", "Opportunity");
        var agents = deals.Select(d => d.Agent).Distinct(StringComparer.Ordinal).ToDictionary(a => a, a => Agent(org, a, role), StringComparer.Ordinal);
        foreach (var deal in deals)
        {
            Replay(org, deal, agents[deal.Agent]);
        }

        var expected = deals.GroupBy(d => d.Agent, StringComparer.Ordinal)
            .Select(g => $"{g.Key}: {g.Count(d => d.Stage == "Won")} won, {g.Count(d => d.Stage == "Lost")} lost, {g.Count(d => d.Stage is not ("Won" or "Lost"))} open, {g.Sum(d => d.Value)}");
        Assert.Equal(expected.Order(StringComparer.Ordinal), Figures(org, agents).Order(StringComparer.Ordinal));
        Assert.Equal(deals.Count(d => d.Stage is "Won" or "Lost"), closings);
        Assert.Equal(closings, Count(org, "activitypointer", ("activitytypecode", "opportunityclose"), ("statecode", 1)));
        Assert.Equal(deals.Count, Count(org, "lead", ("statecode", 1)));
        Assert.Equal(deals.Where(d => d.Account.Length > 0).Select(d => d.Account).Distinct(StringComparer.Ordinal).Count(), Count(org, "account"));
    }

    private static void Replay(TestOrganization org, Deal deal, Guid agent)
    {
        var lead = new Entity("lead") { ["lastname"] = deal.Id, ["subject"] = deal.Product, ["ownerid"] = new EntityReference("systemuser", agent) };
        if (deal.Account.Length > 0)
        {
            lead["companyname"] = deal.Account;
            if (org.Where("account", "name", deal.Account).FirstOrDefault() is { } known)
            {
                lead["parentaccountid"] = known.ToEntityReference();
            }
        }

        var opportunity = org.Qualify(org.Service.Create(lead), contact: false).Single(c => c.LogicalName == "opportunity").Id;
        org.Service.Update(new Entity("opportunity", opportunity) { ["ownerid"] = new EntityReference("systemuser", agent) });
        void Close(Entity close) => close["actualend"] = DateTime.SpecifyKind(deal.ClosedOn!.Value, DateTimeKind.Utc);
        switch (deal.Stage)
        {
            case "Won":
                org.Win(opportunity, deal.Value, more: Close);
                break;
            case "Lost":
                org.Lose(opportunity, deal.Value, more: Close);
                break;
        }
    }

    private static IEnumerable<string> Figures(TestOrganization org, Dictionary<string, Guid> agents)
    {
        foreach (var (name, id) in agents)
        {
            var owned = org.Where("opportunity", "ownerid", id);
            yield return $"{name}: {owned.Count(o => o.State() == 1)} won, {owned.Count(o => o.State() == 2)} lost, {owned.Count(o => o.State() == 0)} open, {owned.Sum(o => o.GetAttributeValue<Money>("actualvalue")?.Value ?? 0m).ToString("0", CultureInfo.InvariantCulture)}";
        }
    }

    private static int Count(TestOrganization org, string table, params (string Column, object Value)[] conditions)
    {
        var query = new QueryExpression(table) { ColumnSet = new ColumnSet(false) };
        foreach (var (column, value) in conditions)
        {
            query.Criteria.AddCondition(column, ConditionOperator.Equal, value);
        }

        return org.Service.RetrieveMultiple(query).Entities.Count;
    }

    // An owner must be able to read what is owned.
    private static Guid Agent(TestOrganization org, string name, Guid role) => org.Organization.CreateUser(name, role);

    private static IEnumerable<Deal> Read() => System.IO.File.ReadLines(File).Skip(1).Select(line => line.Split(',')).Select(f => new Deal(
        f[0], f[1], f[2], f[3], f[4],
        f[6].Length == 0 ? null : DateTime.Parse(f[6], CultureInfo.InvariantCulture),
        f[7].Length == 0 ? 0m : decimal.Parse(f[7], CultureInfo.InvariantCulture)));

    private sealed record Deal(string Id, string Agent, string Product, string Account, string Stage, DateTime? ClosedOn, decimal Value);
}
