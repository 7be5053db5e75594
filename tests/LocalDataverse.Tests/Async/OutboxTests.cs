using System;
using System.IO;
using System.Linq;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.Tests.LocalDataverse.Import;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Async;

public class OutboxTests
{
    private static readonly Guid Task = new("77777777-0000-0000-0000-000000000001");
    private static readonly Guid StepId = new("99999999-0000-0000-0000-000000000001");

    [Fact]
    public void An_asynchronous_step_runs_when_jobs_are_run_and_not_before()
    {
        using var org = new TestOrganization();
        org.On("Create", "lead", Stage.PostOperation, run => org.Log.Add($"{run.Context.Mode} {run.Context.IsInTransaction} {run.Context.Depth}"), isAsync: true);
        org.Lead();
        Assert.Empty(org.Log);
        Assert.Equal(1, org.Organization.RunAsyncJobs());
        Assert.Equal(["1 False 1"], org.Log);
        Assert.Equal(0, org.Organization.RunAsyncJobs());
    }

    [Fact]
    public void A_message_that_is_rolled_back_leaves_no_job()
    {
        using var org = new TestOrganization();
        org.On("Create", "task", Stage.PostOperation, _ => org.Log.Add("ran"), isAsync: true);
        org.On("Create", "lead", Stage.PostOperation, run =>
        {
            run.Service.Create(new Entity("task") { ["subject"] = "call" });
            throw new InvalidPluginExecutionException("no");
        });
        TestOrganization.Fault(() => org.Lead());
        Assert.Equal(0, org.Organization.RunAsyncJobs());
        Assert.Equal(0, org.Count("asyncoperation"));
        Assert.Empty(org.Log);
    }

    [Fact]
    public void A_job_carries_target_images_shared_variables_user_and_the_moment_of_the_message()
    {
        using var org = new TestOrganization();
        Guid correlation = default;
        org.On("Update", "lead", Stage.PreOperation, run =>
        {
            run.Context.SharedVariables["why"] = "because";
            run.Target["jobtitle"] = "CEO";
            correlation = run.Context.CorrelationId;
        });
        IPluginExecutionContext? seen = null;
        org.On("Update", "lead", Stage.PostOperation, run => seen = run.Context, isAsync: true, images:
            [new ImageDefinition("pre", true, false, ["subject"]), new ImageDefinition("post", false, true, ["subject"])]);
        var id = org.Lead("Martin", ("subject", "old"));
        org.Service.Update(new Entity("lead", id)
        {
            ["subject"] = "new",
            ["leadsourcecode"] = new OptionSetValue(3),
            ["revenue"] = new Money(12.5m),
            ["estimatedclosedate"] = new DateTime(2026, 4, 1, 0, 0, 0, DateTimeKind.Utc),
        });
        org.Clock.Now = TestOrganization.Start.AddDays(1);
        org.Organization.RunAsyncJobs();
        Assert.NotNull(seen);
        var target = (Entity)seen.InputParameters["Target"];
        Assert.Equal(("new", "CEO", 3, 12.5m), (target["subject"], target["jobtitle"], target.GetAttributeValue<OptionSetValue>("leadsourcecode").Value, target.GetAttributeValue<Money>("revenue").Value));
        Assert.Equal(("old", "new"), (seen.PreEntityImages["pre"]["subject"], seen.PostEntityImages["post"]["subject"]));
        Assert.Equal("because", seen.SharedVariables["why"]);
        Assert.Equal((org.Organization.AdministratorId, id, correlation), (seen.UserId, seen.PrimaryEntityId, seen.CorrelationId));
        Assert.Equal(TestOrganization.Start, seen.OperationCreatedOn);
    }

    [Fact]
    public void Jobs_run_in_the_order_they_were_written_and_may_write_others()
    {
        using var org = new TestOrganization();
        org.On("Create", "lead", Stage.PostOperation, run =>
        {
            org.Log.Add((string)run.Target["lastname"]);
            run.Service.Create(new Entity("task") { ["subject"] = run.Target["lastname"] });
        }, isAsync: true);
        org.On("Create", "task", Stage.PostOperation, run => org.Log.Add("task " + run.Target["subject"]), isAsync: true);
        org.Lead("A");
        org.Lead("B");
        Assert.Equal(4, org.Organization.RunAsyncJobs());
        Assert.Equal(["A", "B", "task A", "task B"], org.Log);
    }

    [Fact]
    public void No_more_jobs_run_than_asked_for()
    {
        using var org = new TestOrganization();
        org.On("Create", "lead", Stage.PostOperation, run => org.Log.Add((string)run.Target["lastname"]), isAsync: true);
        org.Lead("A");
        org.Lead("B");
        Assert.Equal(1, org.Organization.RunAsyncJobs(1));
        Assert.Equal(["A"], org.Log);
        Assert.Equal(1, org.Organization.RunAsyncJobs(1));
        Assert.Equal(["A", "B"], org.Log);
    }

    [Fact]
    public void What_a_failed_attempt_wrote_is_taken_back()
    {
        using var org = new TestOrganization();
        org.On("Create", "lead", Stage.PostOperation, run =>
        {
            run.Service.Create(new Entity("task", Task) { ["subject"] = "call" });
            throw new InvalidPluginExecutionException("no");
        }, isAsync: true);
        org.Lead();
        org.Organization.RunAsyncJobs();
        TestOrganization.Fault(() => org.Read("task", Task));
    }

    [Fact]
    public void A_job_may_catch_a_failed_request_and_go_on()
    {
        using var org = new TestOrganization();
        org.On("Create", "lead", Stage.PostOperation, run =>
        {
            try
            {
                run.Service.Update(new Entity("task", Guid.NewGuid()) { ["subject"] = "?" });
            }
            catch (FaultException<OrganizationServiceFault>)
            {
                run.Service.Create(new Entity("task", Task) { ["subject"] = "went on" });
            }
        }, isAsync: true);
        org.Lead();
        org.Organization.RunAsyncJobs();
        Assert.Equal("went on", org.Read("task", Task)["subject"]);
        Assert.Empty(org.Organization.FailedJobs);
    }

    [Fact]
    public void A_failed_step_inside_a_request_of_a_job_takes_back_that_request_only()
    {
        using var org = new TestOrganization();
        org.On("Create", "account", Stage.PostOperation, run =>
        {
            run.Service.Create(new Entity("task") { ["subject"] = "inner" });
            throw new InvalidPluginExecutionException("no");
        });
        org.On("Create", "task", Stage.PostOperation, _ => org.Log.Add("task job"), isAsync: true);
        org.On("Create", "lead", Stage.PostOperation, run =>
        {
            run.Service.Create(new Entity("task", Task) { ["subject"] = "kept" });
            try
            {
                run.Service.Create(new Entity("account") { ["name"] = "Durand SA" });
            }
            catch (FaultException<OrganizationServiceFault>)
            {
                org.Log.Add("caught");
            }
        }, isAsync: true);
        org.Lead();
        Assert.Equal(2, org.Organization.RunAsyncJobs());
        Assert.Equal(["caught", "task job"], org.Log);
        Assert.Equal((1, 0), (org.Count("task"), org.Count("account")));
    }

    [Fact]
    public void A_filtered_asynchronous_step_writes_a_job_only_when_concerned()
    {
        using var org = new TestOrganization();
        org.On("Update", "lead", Stage.PostOperation, _ => { }, isAsync: true, filtering: ["subject"]);
        var id = org.Lead();
        org.Service.Update(new Entity("lead", id) { ["jobtitle"] = "CEO" });
        Assert.Equal(0, org.Organization.RunAsyncJobs());
        org.Service.Update(new Entity("lead", id) { ["subject"] = "Demo" });
        Assert.Equal(1, org.Organization.RunAsyncJobs());
    }

    [Fact]
    public void Jobs_that_wait_survive_a_restart()
    {
        var file = Path.Combine(Path.GetTempPath(), $"smk-{Guid.NewGuid():N}.db");
        try
        {
            Guid id;
            using (var org = new TestOrganization(file))
            {
                org.On("Create", "lead", Stage.PostOperation, _ => { }, isAsync: true, id: StepId);
                id = org.Lead("Martin", ("leadsourcecode", new OptionSetValue(3)));
            }

            using var again = new TestOrganization(file);
            again.On("Create", "lead", Stage.PostOperation, run => again.Log.Add($"{run.Context.PrimaryEntityId == id} {run.Target["lastname"]}"), isAsync: true, id: StepId);
            Assert.Equal(1, again.Organization.RunAsyncJobs());
            Assert.Equal(["True Martin"], again.Log);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_reopened_file_has_its_solutions_rows_and_jobs_again()
    {
        var file = Path.Combine(Path.GetTempPath(), $"smk-{Guid.NewGuid():N}.db");
        try
        {
            Guid organization;
            Guid admin;
            using (var org = new TestOrganization(file))
            {
                org.Organization.ImportSolution(new MiniSolution { Version = "1.0.0.0" }.With("<Configuration>Mini</Configuration>", "<Configuration>Old</Configuration>").Zip());
                org.Organization.ImportSolution(new MiniSolution { Version = "1.1.0.0", ExtraColumns = MiniSolution.Column("mini_More", "int", string.Empty) }.Zip());
                org.Service.Create(new Entity("mini_thing") { ["mini_name"] = "before", ["mini_more"] = 7 });
                (organization, admin) = (org.Organization.OrganizationId, org.Organization.AdministratorId);
            }

            using var again = new TestOrganization(file);
            Assert.Equal((organization, admin), (again.Organization.OrganizationId, again.Organization.AdministratorId));
            Assert.Equal(1, again.Organization.RunAsyncJobs());
            var task = Assert.Single(again.Service.RetrieveMultiple(new QueryExpression("task") { ColumnSet = new ColumnSet("subject") }).Entities);
            Assert.Equal("Follow before", task["subject"]);
            var id = again.Service.Create(new Entity("mini_thing") { ["mini_name"] = "after", ["mini_more"] = 8 });
            Assert.Equal("stamped by Mini", again.Read("mini_thing", id)["mini_note"]);
            Assert.Equal(6, again.Service.Execute(new OrganizationRequest("mini_Twice") { ["Number"] = 3 }).Results["Result"]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_failure_with_endless_words_is_kept_in_part_and_stops_no_other_job()
    {
        using var org = new TestOrganization();
        org.On("Create", "lead", Stage.PostOperation, _ => throw new InvalidPluginExecutionException(new string('x', 200_000) + "\ud800"), isAsync: true, rank: 1);
        org.On("Create", "lead", Stage.PostOperation, _ => throw new InvalidPluginExecutionException("half \ud800"), isAsync: true, rank: 2);
        org.Lead();
        Assert.Equal(2, org.Organization.RunAsyncJobs());
        Assert.Equal(2, org.Organization.FailedJobs.Count);
    }

    [Fact]
    public void A_crash_in_the_middle_of_a_job_leaves_nothing_of_it_and_runs_it_again()
    {
        var folder = Directory.CreateTempSubdirectory("smk-");
        try
        {
            var file = Path.Combine(folder.FullName, "running.db");
            var crashed = Path.Combine(folder.FullName, "crashed.db");
            using (var org = new TestOrganization(file))
            {
                org.On("Create", "lead", Stage.PostOperation, run =>
                {
                    run.Service.Create(new Entity("task") { ["subject"] = (string)run.Target["lastname"] });
                    if (run.Target["lastname"] is "second")
                    {
                        // What lies on the disk now is what a process killed here leaves behind.
                        Copy(file, crashed);
                        Copy(file + "-wal", crashed + "-wal");
                    }
                }, isAsync: true, id: StepId);
                org.Lead("first");
                org.Lead("second");
                org.Lead("third");
                org.Organization.RunAsyncJobs();
            }

            using var again = new TestOrganization(crashed);
            Assert.Equal(1, again.Count("task"));
            again.On("Create", "lead", Stage.PostOperation, run => again.Log.Add((string)run.Target["lastname"]), isAsync: true, id: StepId);
            Assert.Equal(2, again.Organization.RunAsyncJobs());
            Assert.Equal(["second", "third"], again.Log);
            Assert.Equal(0, again.Organization.RunAsyncJobs());
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        static void Copy(string from, string to)
        {
            using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var target = File.Create(to);
            source.CopyTo(target);
        }
    }
}
