using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.Tests.Crashing;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Async;

/// <summary>
/// Eight callers at once, more than ten thousand requests, with plug-ins that write and fail, jobs in the background and faults everywhere. Each
/// caller keeps a ledger of what it was told; in the end the ledgers and the database must agree.
/// </summary>
public class ParallelCallersTests
{
    private const int Callers = 8, Turns = 1000, Seed = 4711;

    // Far more than it takes; whoever needs longer hangs.
    private static readonly TimeSpan Watchdog = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Many_callers_at_once_lose_and_double_nothing_and_none_hangs()
    {
        using var org = new TestOrganization();
        Scene.AddLinks(org.Organization);
        org.Organization.Platform.Catalog.Add(Thing);
        Register(org);
        var account = org.Service.Create(new Entity("account") { ["name"] = "shared" });
        var counter = org.Service.Create(new Entity(Caller.Thing) { ["test_code"] = "counter", ["test_value"] = 0 });
        var callers = Enumerable.Range(0, Callers).Select(i => new Caller(i, new Random(Seed + i), org.Organization, account, counter)).ToList();
        using (org.Organization.StartAsyncService())
        {
            await Task.WhenAll(callers.Select(c => Task.Factory.StartNew(() => c.Work(Turns), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)))
                .WaitAsync(Watchdog, TestContext.Current.CancellationToken);
        }

        org.Organization.RunAsyncJobs(bringForward: true);
        Assert.True(org.Organization.Requests.Count() > 10_000);
        Assert.All(callers, c => Assert.True(c.Refused > 100));
        Assert.Empty(org.Organization.FailedJobs);
        Assert.Empty(org.Organization.CheckIntegrity());

        Equal(callers.SelectMany(c => c.Leads).Select(l => (l.Key, l.Value)), Rows(org, "lead", "numberofemployees").Select(l => (l.Id, l.GetAttributeValue<int>("numberofemployees"))));
        Equal(callers.SelectMany(c => c.Things).Select(t => (t.Key, t.Value)), Rows(org, Caller.Thing, "test_code", "test_value")
            .Where(t => t.Id != counter).Select(t => ((string)t["test_code"], (int)t["test_value"])));
        Equal(callers.SelectMany(c => c.Links), Rows(org, Scene.Links, "leadid").Select(l => (Guid)l["leadid"]));

        // Once for each lead that was ever made: in its transaction, and by its job.
        var made = callers.SelectMany(c => c.Made).ToList();
        Equal(made.SelectMany(name => new[] { $"with {name}", $"after {name}" }), Rows(org, "task", "subject").Select(t => (string)t["subject"]));
        Assert.Equal(callers.Sum(c => c.Counted), org.Read(Caller.Thing, counter)["test_value"]);
    }

    private static void Register(TestOrganization org)
    {
        org.On("Create", "lead", Stage.PreOperation, run => Refuse(run, "early"));
        org.On("Create", "lead", Stage.PostOperation, run =>
        {
            run.Service.Create(new Entity("task") { ["subject"] = $"with {run.Target["lastname"]}" });
            Refuse(run, "late");
            if (run.Target.GetAttributeValue<string>("subject") is "doomed")
            {
                try
                {
                    run.Service.Retrieve("task", Guid.NewGuid(), new ColumnSet(false));
                }
                catch (System.ServiceModel.FaultException<OrganizationServiceFault>)
                {
                    // What a plug-in must not do.
                }
            }
        });
        var tried = new HashSet<string>(StringComparer.Ordinal);
        org.On("Create", "lead", Stage.PostOperation, run =>
        {
            var name = (string)run.Target["lastname"];
            run.Service.Create(new Entity("task") { ["subject"] = $"after {name}" });
            if (name.EndsWith('7') && tried.Add(name))
            {
                throw new InvalidPluginExecutionException(OperationStatus.Retry, "busy");
            }
        }, isAsync: true, deletesSucceededJobs: true);

        // Adds to what is there, which a caller that came in between would undo.
        org.On("Update", Caller.Thing, Stage.PreOperation, run =>
        {
            if (run.Target.Contains("test_add"))
            {
                var now = run.Service.Retrieve(Caller.Thing, run.Context.PrimaryEntityId, new ColumnSet("test_value")).GetAttributeValue<int>("test_value");
                run.Target["test_value"] = now + (int)run.Target["test_add"];
            }
        });
    }

    private static void Refuse(PluginRun run, string when)
    {
        if (string.Equals(run.Target.GetAttributeValue<string>("subject"), when, StringComparison.Ordinal))
        {
            throw new InvalidPluginExecutionException("refused " + when);
        }
    }

    private static void Equal<T>(IEnumerable<T> expected, IEnumerable<T> actual) => Assert.Equal(expected.Order(), actual.Order());

    private static TableDefinition Thing => new()
    {
        LogicalName = Caller.Thing,
        SchemaName = Caller.Thing,
        PrimaryId = "test_thingid",
        Columns =
        [
            Column("test_thingid", ColumnType.Uniqueidentifier),
            Column("test_code", ColumnType.String),
            Column("test_value", ColumnType.Integer),
            Column("test_add", ColumnType.Integer),
        ],
        Keys = [new KeyDefinition { LogicalName = "test_code", SchemaName = "test_Code", Columns = ["test_code"] }],
    };

    private static ColumnDefinition Column(string name, ColumnType type) => new() { LogicalName = name, SchemaName = name, Type = type };

    private static List<Entity> Rows(TestOrganization org, string table, params string[] columns)
    {
        var rows = new List<Entity>();
        var query = new QueryExpression(table) { ColumnSet = new ColumnSet(columns), PageInfo = new PagingInfo { Count = 5000, PageNumber = 1 } };
        while (true)
        {
            var page = org.Service.RetrieveMultiple(query);
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
