using System;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Messages;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Messages;

public class CustomApiTests
{
    [Fact]
    public void A_bound_api_gets_its_row_and_gives_its_answers()
    {
        using var org = WithApi(run =>
        {
            var target = (EntityReference)run.Context.InputParameters["Target"];
            run.Context.OutputParameters["Grade"] = $"{target.LogicalName} {run.Context.PrimaryEntityId == target.Id} {run.Context.Stage} {run.Context.IsInTransaction} {run.Context.InputParameters["Language"]}";
        });
        var id = org.Lead();
        var response = org.Service.Execute(new OrganizationRequest("test_Score") { ["Target"] = new EntityReference("lead", id), ["Language"] = 1036 });
        Assert.Equal("lead True 30 True 1036", response.Results["Grade"]);
        Assert.Equal("test_Score", response.ResponseName);
    }

    [Fact]
    public void Missing_unknown_and_wrong_parameters_are_refused_by_name()
    {
        using var org = WithApi(_ => { });
        var target = new EntityReference("lead", org.Lead());
        string Refusal(Action<OrganizationRequest> change)
        {
            var request = new OrganizationRequest("test_Score") { ["Target"] = target, ["Language"] = 1036 };
            change(request);
            return TestOrganization.Fault(() => org.Service.Execute(request)).Message;
        }

        Assert.Contains("'Language' of 'test_Score' is missing", Refusal(r => r.Parameters.Remove("Language")), StringComparison.Ordinal);
        Assert.Contains("'Language' of 'test_Score' is a String; it takes an Integer", Refusal(r => r["Language"] = "fr"), StringComparison.Ordinal);
        Assert.Contains("'Langage' is not a valid request parameter of 'test_Score'. It takes Language, Note.", Refusal(r => r["Langage"] = 1), StringComparison.Ordinal);
        Assert.Contains("'Target' is missing", Refusal(r => r.Parameters.Remove("Target")), StringComparison.Ordinal);
        Assert.Contains("is bound to 'lead'", Refusal(r => r["Target"] = new EntityReference("account", Guid.NewGuid())), StringComparison.Ordinal);
    }

    [Fact]
    public void An_optional_parameter_may_be_left_out()
    {
        bool? hasNote = null;
        using var org = WithApi(run => hasNote = run.Context.InputParameters.Contains("Note"));
        org.Service.Execute(new OrganizationRequest("test_Score") { ["Target"] = new EntityReference("lead", org.Lead()), ["Language"] = 1036 });
        Assert.False(hasNote);
    }

    [Theory]
    [InlineData("Grad", "A1", "'Grad', which is not a response property")]
    [InlineData("Grade", 1, "'Grade' of 'test_Score' to a Int32; it takes a String")]
    public void An_answer_that_the_api_does_not_declare_is_refused(string name, object value, string message)
    {
        using var org = WithApi(run => run.Context.OutputParameters[name] = value);
        var request = new OrganizationRequest("test_Score") { ["Target"] = new EntityReference("lead", org.Lead()), ["Language"] = 1036 };
        Assert.Contains(message, TestOrganization.Fault(() => org.Service.Execute(request)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bypass_leaves_out_the_steps_of_an_api_and_not_its_plug_in()
    {
        using var org = WithApi(run => run.Context.OutputParameters["Grade"] = "A1");
        org.On("test_Score", "lead", Stage.PostOperation, run => run.Context.OutputParameters["Grade"] = "B2");
        var request = new OrganizationRequest("test_Score") { ["Target"] = new EntityReference("lead", org.Lead()), ["Language"] = 1036 };
        Assert.Equal("B2", org.Service.Execute(request).Results["Grade"]);
        request["BypassBusinessLogicExecution"] = "CustomSync";
        Assert.Equal("A1", org.Service.Execute(request).Results["Grade"]);
    }

    [Fact]
    public void Steps_on_a_custom_api_run_around_its_main_operation()
    {
        using var org = WithApi(run => run.Context.OutputParameters["Grade"] = "A1");
        org.On("test_Score", "lead", Stage.PostOperation, run => org.Log.Add($"saw {run.Context.OutputParameters["Grade"]}"));
        org.On("test_Score", "lead", Stage.PostOperation, run => org.Log.Add($"later {run.Context.OutputParameters["Grade"]}"), isAsync: true);
        org.Service.Execute(new OrganizationRequest("test_Score") { ["Target"] = new EntityReference("lead", org.Lead()), ["Language"] = 1036 });
        org.Organization.RunAsyncJobs();
        Assert.Equal(["saw A1", "later A1"], org.Log);
    }

    [Fact]
    public void What_a_failing_api_wrote_is_taken_back()
    {
        using var org = WithApi(run =>
        {
            run.Service.Update(new Entity("lead", run.Context.PrimaryEntityId) { ["subject"] = "half done" });
            throw new InvalidPluginExecutionException("no");
        });
        var id = org.Lead("Martin", ("subject", "old"));
        TestOrganization.Fault(() => org.Service.Execute(new OrganizationRequest("test_Score") { ["Target"] = new EntityReference("lead", id), ["Language"] = 1036 }));
        Assert.Equal("old", org.Read("lead", id)["subject"]);
    }

    private static TestOrganization WithApi(Action<PluginRun> body)
    {
        var org = new TestOrganization();
        org.Organization.Platform.Messages.Add(new CustomApiMessage(new CustomApiDefinition
        {
            UniqueName = "test_Score",
            BindingType = 1,
            BoundTable = "lead",
            Requests = [new CustomApiParameter("Language", CustomApiType.Integer, false), new CustomApiParameter("Note", CustomApiType.String, true)],
            Responses = [new CustomApiParameter("Grade", CustomApiType.String, false)],
            Plugin = new PluginFactory("Tests.Score", (_, _) => new InlinePlugin(body)),
            Solution = "Test",
        }));
        return org;
    }
}
