using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Tests.LocalDataverse.Messages.Sales;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;
using static Smarketing.Tests.LocalDataverse.Messages.Activities.ActivityHarness;

namespace Smarketing.Tests.LocalDataverse.Messages.Activities;

/// <summary>Whatever is done to activities, activitypointer shows exactly what their tables hold, and nobody takes part in what is gone.</summary>
public class ActivityPointerLawTests
{
    private static readonly string[] Kinds = ["appointment", "email", "phonecall", "task"];

    private static readonly Gen<(int What, int Which)> Step = Gen.Select(Gen.Int[0, 6], Gen.Int[0, 1000]);

    [Fact]
    public void Pointer_and_tables_agree_after_any_history() =>
        Step.Array[1, 20].Sample(steps =>
        {
            using var org = new TestOrganization();
            var made = new List<(string Kind, Guid Id)>();
            var lead = org.Lead();
            foreach (var (what, which) in steps)
            {
                Apply(org, what, which, made, ref lead);
            }

            var tables = Kinds.SelectMany(kind => Rows(org, kind)).Order().ToList();
            Assert.Equal(tables, Rows(org, "activitypointer").Order());
            var alive = tables.Select(t => t.Id).ToHashSet();
            Assert.All(org.Service.RetrieveMultiple(new QueryExpression("activityparty") { ColumnSet = new ColumnSet("activityid") }).Entities, p => Assert.Contains(p.Ref("activityid")!.Value, alive));
        }, iter: 60, threads: 1);

    private static void Apply(TestOrganization org, int what, int which, List<(string Kind, Guid Id)> made, ref Guid lead)
    {
        var kind = Kinds[which % Kinds.Length];
        var known = made.Count == 0 ? default : made[which % made.Count];
        switch (what)
        {
            case 0 or 1:
                made.Add((kind, org.Make(kind, ("subject", $"{which}"), ("regardingobjectid", what == 0 ? new EntityReference("lead", lead) : null))));
                break;
            case 2 when kind is "phonecall" or "email":
                made.Add((kind, org.Make(kind, ("subject", $"{which}"), ("to", Parties(Party("lead", lead))))));
                break;
            case 3 when made.Count > 0:
                org.Service.Update(new Entity(known.Kind, known.Id) { ["subject"] = $"again {which}", ["statecode"] = new OptionSetValue(1) });
                break;
            case 4 when made.Count > 0:
                org.Service.Delete(known.Kind, known.Id);
                made.Remove(known);
                break;
            case 5:
                TestOrganization.Fault(() => org.Service.Execute(new ExecuteTransactionRequest
                {
                    Requests = [new CreateRequest { Target = new Entity(kind) { ["subject"] = "lost" } }, new DeleteRequest { Target = new EntityReference("task", Guid.NewGuid()) }],
                }));
                break;
            case 6:
                org.Service.Delete("lead", lead);
                lead = org.Lead();
                made.RemoveAll(a => !org.Organization.Platform.Store.Exists(a.Kind, a.Id));
                break;
        }
    }

    private static IEnumerable<(string Kind, Guid Id, string? Subject, int State)> Rows(TestOrganization org, string table) =>
        org.Service.RetrieveMultiple(new QueryExpression(table) { ColumnSet = new ColumnSet("subject", "statecode", "activitytypecode") }).Entities
            .Select(r => (r.GetAttributeValue<string>("activitytypecode"), r.Id, (string?)r.GetAttributeValue<string>("subject"), r.State()));
}
