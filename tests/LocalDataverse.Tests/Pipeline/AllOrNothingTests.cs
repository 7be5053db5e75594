using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using CsCheck;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Pipeline;

public class AllOrNothingTests
{
    // What to do to which of four leads, and the stage that refuses it; 0 lets it pass.
    private static readonly Gen<(int Lead, string Kind, int RefusedIn)> Step =
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 2].Select(k => new[] { "Create", "Update", "Delete" }[k]), Gen.Int[0, 3].Select(s => new[] { 0, 0, 20, 40 }[s]));

    [Fact]
    public void Whatever_is_refused_wherever_rows_and_jobs_are_those_of_what_succeeded() =>
        Step.Array[1, 25].Sample(steps =>
        {
            using var org = new TestOrganization();
            var refused = 0;
            foreach (var message in new[] { "Create", "Update", "Delete" })
            {
                foreach (var stage in new[] { Stage.PreOperation, Stage.PostOperation })
                {
                    org.On(message, "lead", stage, run =>
                    {
                        run.Service.Create(new Entity("task") { ["subject"] = $"{message} {stage}" });
                        if (refused == (int)stage)
                        {
                            throw new InvalidPluginExecutionException("refused");
                        }
                    });
                }

                org.On(message, "lead", Stage.PostOperation, _ => org.Log.Add(message), isAsync: true);
            }

            var ids = Enumerable.Range(0, 4).Select(_ => Guid.NewGuid()).ToArray();
            var model = new Dictionary<Guid, string>();
            var succeeded = new List<string>();
            for (var i = 0; i < steps.Length; i++)
            {
                var (lead, kind, refusedIn) = steps[i];
                var id = ids[lead];
                refused = refusedIn;
                var possible = string.Equals(kind, "Create", StringComparison.Ordinal) != model.ContainsKey(id);
                var done = Try(() => Do(org, kind, id, $"subject {i}"));
                Assert.Equal(possible && refusedIn == 0, done);
                if (!done)
                {
                    continue;
                }

                succeeded.Add(kind);
                if (string.Equals(kind, "Delete", StringComparison.Ordinal))
                {
                    model.Remove(id);
                }
                else
                {
                    model[id] = $"subject {i}";
                }
            }

            refused = 0;
            var rows = org.Service.RetrieveMultiple(new QueryExpression("lead") { ColumnSet = new ColumnSet("subject") }).Entities;
            Assert.Equal(model.OrderBy(m => m.Key), rows.ToDictionary(r => r.Id, r => r.GetAttributeValue<string>("subject")).OrderBy(m => m.Key));
            Assert.Equal(2 * succeeded.Count, org.Count("task"));
            Assert.Equal(succeeded.Count, org.Organization.RunAsyncJobs());
            Assert.Equal(succeeded, org.Log);
        }, iter: 40);

    private static void Do(TestOrganization org, string kind, Guid id, string subject)
    {
        switch (kind)
        {
            case "Create":
                org.Service.Create(new Entity("lead", id) { ["lastname"] = "Martin", ["subject"] = subject });
                break;
            case "Update":
                org.Service.Update(new Entity("lead", id) { ["subject"] = subject });
                break;
            default:
                org.Service.Delete("lead", id);
                break;
        }
    }

    private static bool Try(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (FaultException<OrganizationServiceFault>)
        {
            return false;
        }
    }

    [Fact]
    public void A_service_kept_beyond_the_run_of_its_plug_in_takes_no_request()
    {
        using var org = new TestOrganization();
        IOrganizationService? kept = null;
        org.On("Create", "lead", Stage.PreOperation, run => kept = run.Service);
        org.Lead();
        Assert.Contains("no active transaction", TestOrganization.Fault(() => kept!.Create(new Entity("task") { ["subject"] = "late" })).Message, StringComparison.Ordinal);
        Assert.Equal(0, org.Count("task"));
    }

    [Fact]
    public void A_trace_line_is_kept_up_to_its_limit()
    {
        using var org = new TestOrganization();
        org.On("Create", "lead", Stage.PreOperation, run => run.Tracing.Trace(new string('x', 1_000_000)));
        org.Lead();
        Assert.True(Assert.Single(org.Organization.Traces).Text.Length <= 10_240);
    }

    [Fact]
    public void Requests_for_tables_that_do_not_exist_are_counted_together()
    {
        using var org = new TestOrganization();
        for (var i = 0; i < 3; i++)
        {
            TestOrganization.Fault(() => org.Service.RetrieveMultiple(new Microsoft.Xrm.Sdk.Query.QueryExpression("none" + i)));
        }

        Assert.Equal(3, Assert.Single(org.Organization.Requests.Snapshot()).Count);
    }

    [Fact]
    public void Several_callers_at_once_lose_and_double_nothing()
    {
        using var org = new TestOrganization();
        org.On("Create", "lead", Stage.PreOperation, run => run.Tracing.Trace("seen"));
        org.On("Create", "lead", Stage.PostOperation, run => run.Service.Create(new Entity("task") { ["subject"] = "sync" }));
        org.On("Create", "lead", Stage.PostOperation, run => run.Service.Create(new Entity("task") { ["subject"] = "async" }), isAsync: true);
        System.Threading.Tasks.Parallel.For(0, 8, caller =>
        {
            var service = org.Organization.CreateService(org.Organization.AdministratorId);
            for (var i = 0; i < 20; i++)
            {
                service.Create(new Entity("lead") { ["lastname"] = $"{caller}-{i}" });
                _ = org.Organization.Traces.Count + org.Organization.FailedJobs.Count + org.Organization.Requests.Count();
                org.Organization.RunAsyncJobs(3);
            }
        });
        org.Organization.RunAsyncJobs();
        Assert.Equal((160, 320, 0), (org.Count("lead"), org.Count("task"), org.Organization.FailedJobs.Count));
    }
}
