using System;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Smarketing.LocalDataverse;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.Tests.LocalDataverse.Import;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Pipeline;

/// <summary>The steps of an imported solution as rows: the one called "Stamp things" writes mini_note, "Follow things" makes a task.</summary>
public sealed class StepRowTests : IDisposable
{
    private static readonly Guid Stamp = new("55555555-0000-0000-0000-000000000001");
    private static readonly Guid Follow = new("55555555-0000-0000-0000-000000000002");
    private readonly TestOrganization _org = new();

    public void Dispose() => _org.Dispose();

    [Fact]
    public void A_step_switched_off_does_not_run_until_it_is_switched_on()
    {
        Import();
        SetState(1, 2);
        Assert.False(IsStamped());
        SetState(0, 1);
        Assert.True(IsStamped());
    }

    [Fact]
    public void A_step_switched_off_in_a_transaction_that_fails_runs_on()
    {
        Import();
        TestOrganization.Fault(() => _org.Service.Execute(new ExecuteTransactionRequest
        {
            Requests =
            [
                new UpdateRequest { Target = new Entity("sdkmessageprocessingstep", Stamp) { ["statecode"] = new OptionSetValue(1), ["statuscode"] = new OptionSetValue(2) } },
                new CreateRequest { Target = new Entity("mini_thing") { ["mini_name"] = "first" } },
                new UpdateRequest { Target = new Entity("task", Guid.NewGuid()) { ["subject"] = "?" } },
            ],
        }));
        Assert.True(IsStamped());
    }

    [Fact]
    public void A_step_runs_on_behalf_of_whom_its_row_names()
    {
        Import();
        var seller = Seller(Guid.NewGuid());
        _org.Service.Update(new Entity("sdkmessageprocessingstep", Follow) { ["impersonatinguserid"] = new EntityReference("systemuser", seller) });
        Assert.Equal(seller, CreatorOfTask());
        _org.Service.Update(new Entity("sdkmessageprocessingstep", Follow) { ["impersonatinguserid"] = null });
        Assert.Equal(_org.Organization.AdministratorId, CreatorOfTask());
    }

    [Fact]
    public void A_step_runs_on_behalf_of_whom_its_solution_names_and_knows_who_set_it_off()
    {
        var seller = Seller(Guid.NewGuid());
        _org.Organization.ImportSolution(Impersonating(seller).Zip());
        Guid initiator = default;
        _org.On("Create", "task", Stage.PreOperation, run => initiator = run.Context.InitiatingUserId);
        Assert.Equal(seller, CreatorOfTask());
        Assert.Equal(_org.Organization.AdministratorId, initiator);
    }

    [Fact]
    public void A_step_on_behalf_of_nobody_known_is_refused() =>
        Assert.Contains("who is not there", Assert.Throws<SolutionImportException>(() => _org.Organization.ImportSolution(Impersonating(Guid.NewGuid()).Zip())).Message, StringComparison.Ordinal);

    [Fact]
    public void Other_changes_of_registrations_are_the_solutions_business()
    {
        Import();
        Assert.Contains("an Update of rank", TestOrganization.Fault(() => _org.Service.Update(new Entity("sdkmessageprocessingstep", Stamp) { ["rank"] = 5 })).Message, StringComparison.Ordinal);
        Assert.Contains("to delete rows", TestOrganization.Fault(() => _org.Service.Delete("sdkmessageprocessingstep", Stamp)).Message, StringComparison.Ordinal);
        Assert.Contains("to create rows", TestOrganization.Fault(() => _org.Service.Create(new Entity("sdkmessageprocessingstep") { ["name"] = "new" })).Message, StringComparison.Ordinal);
    }

    private static MiniSolution Impersonating(Guid user) => new MiniSolution().With(
        "<PluginTypeId>33333333-0000-0000-0000-000000000002</PluginTypeId>", $"<PluginTypeId>33333333-0000-0000-0000-000000000002</PluginTypeId><ImpersonatingUserId>{user}</ImpersonatingUserId>");

    private void Import() => _org.Organization.ImportSolution(new MiniSolution().Zip());

    private void SetState(int state, int status) => _org.Service.Execute(new SetStateRequest
    {
        EntityMoniker = new EntityReference("sdkmessageprocessingstep", Stamp),
        State = new OptionSetValue(state),
        Status = new OptionSetValue(status),
    });

    private bool IsStamped() => _org.Read("mini_thing", _org.Service.Create(new Entity("mini_thing") { ["mini_name"] = "first" })).Contains("mini_note");

    private Guid Seller(Guid id)
    {
        var seller = _org.Service.Create(new Entity("systemuser", id)
        {
            ["lastname"] = "Petit",
            ["domainname"] = "luc@localhost",
            ["businessunitid"] = new EntityReference("businessunit", _org.Organization.Platform.System.BusinessUnitId),
        });
        _org.Organization.GiveRoles("systemuser", seller, _org.Organization.RoleNamed("System Administrator"));
        return seller;
    }

    private Guid CreatorOfTask()
    {
        Guid creator = default;
        var step = _org.On("Create", "task", Stage.PostOperation, run => creator = run.Context.UserId);
        _org.Service.Create(new Entity("mini_thing") { ["mini_name"] = "first" });
        _org.Organization.RunAsyncJobs();
        _org.Organization.Platform.Steps.Remove(step.Id);
        return creator;
    }
}
