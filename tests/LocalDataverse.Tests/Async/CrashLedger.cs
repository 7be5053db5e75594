using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse;
using Smarketing.Tests.Crashing;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Async;

/// <summary>What a <see cref="Writer"/> has said is committed, and the comparison with what is there.</summary>
internal sealed class CrashLedger
{
    private readonly HashSet<Guid> _leads = [];
    private readonly Dictionary<string, int> _groups = new(StringComparer.Ordinal);
    private readonly List<(Guid Account, Guid Lead)> _links = [];
    private readonly List<Guid> _gone = [];
    private int _count;

    public int Leads => _leads.Count;

    /// <summary>Takes a line the writer said.</summary>
    public void Believe(string line)
    {
        var words = line.Split(' ');
        switch (words[0])
        {
            case "lead":
                _leads.Add(Guid.Parse(words[1]));
                break;
            case "group":
                _groups[words[1]] = int.Parse(words[2], CultureInfo.InvariantCulture);
                break;
            case "count":
                _count = int.Parse(words[1], CultureInfo.InvariantCulture);
                break;
            case "link":
                _links.Add((Guid.Parse(words[1]), Guid.Parse(words[2])));
                break;
            case "gone":
                _gone.Add(Guid.Parse(words[1]));
                break;
        }
    }

    /// <summary>Everything said is there, nothing by halves, and the database is sound.</summary>
    public void CheckWhatWasSaid(LocalOrganization organization)
    {
        Assert.Empty(organization.CheckIntegrity());
        var leads = Rows(organization, "lead", "subject");
        var ids = leads.Select(l => l.Id).ToHashSet();
        Assert.Superset(_leads, ids);

        // What is made together is there together, said or not.
        var groups = leads.Select(l => l.GetAttributeValue<string>("subject")).Where(s => s.Length == 32).CountBy(s => s, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        Assert.All(groups.Values, size => Assert.True(size is 3 or 5));
        Assert.All(_groups, group => Assert.Equal(group.Value, groups[group.Key]));

        // A step inside the transaction happens with the row or not at all.
        var tasks = Rows(organization, "task", "subject", "regardingobjectid").Where(t => t["subject"] is "with the lead").ToList();
        Assert.Equal(ids.Order(), tasks.Select(t => t.GetAttributeValue<EntityReference>("regardingobjectid").Id).Order());

        // One update may be committed that the process did not live to say.
        var accounts = Rows(organization, "account", "numberofemployees").ToDictionary(a => a.Id);
        Assert.InRange(accounts.TryGetValue(Scene.Counter, out var counter) ? counter.GetAttributeValue<int>("numberofemployees") : 0, _count, _count + 1);
        _count = counter?.GetAttributeValue<int>("numberofemployees") ?? 0;
        Assert.All(_gone, id => Assert.DoesNotContain(id, accounts));
        var links = Rows(organization, Scene.Links, "accountid", "leadid").Select(l => ((Guid)l["accountid"], (Guid)l["leadid"])).ToHashSet();
        Assert.Superset(_links.ToHashSet(), links);
    }

    /// <summary>Once no job is left: each ran exactly once.</summary>
    public static void CheckJobs(LocalOrganization organization)
    {
        Assert.Empty(organization.FailedJobs);
        Assert.Empty(Rows(organization, "asyncoperation"));
        var leads = Rows(organization, "lead", "numberofemployees");
        var tasks = Rows(organization, "task", "subject").Where(t => t["subject"] is "by the job").Select(t => t.Id).ToHashSet();
        Assert.Equal(leads.Select(l => Scene.TaskOf(l.Id)).Order(), tasks.Order());
        Assert.All(leads, lead => Assert.Equal(2, lead["numberofemployees"]));
    }

    public static List<Entity> Rows(LocalOrganization organization, string table, params string[] columns)
    {
        var rows = new List<Entity>();
        var service = organization.CreateService();
        var query = new QueryExpression(table) { ColumnSet = new ColumnSet(columns), PageInfo = new PagingInfo { Count = 5000, PageNumber = 1 } };
        while (true)
        {
            var page = service.RetrieveMultiple(query);
            rows.AddRange(page.Entities);
            if (!page.MoreRecords)
            {
                return rows;
            }

            query.PageInfo.PageNumber++;
            query.PageInfo.PagingCookie = page.PagingCookie;
        }
    }
}
