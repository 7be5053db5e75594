using System;
using System.Linq;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Pipeline;

public class PluginFaultTests
{
    [Fact]
    public void A_refusal_reaches_the_caller_with_its_words_and_the_platforms_code()
    {
        var fault = FaultOf(new InvalidPluginExecutionException("La pondération dépasse 100."));
        Assert.Equal(("La pondération dépasse 100.", -2147220891), (fault.Message, fault.ErrorCode));
    }

    [Fact]
    public void A_refusal_with_a_code_of_its_own_keeps_it() =>
        Assert.Equal(4711, FaultOf(new InvalidPluginExecutionException(OperationStatus.Failed, 4711, "no")).ErrorCode);

    [Fact]
    public void Any_other_exception_is_an_unexpected_error_that_names_type_and_message()
    {
        var fault = FaultOf(new InvalidOperationException("index out of luck"));
        Assert.Equal(-2147220956, fault.ErrorCode);
        Assert.StartsWith("An unexpected error occurred from ISV code.", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("Tests.Inline: System.InvalidOperationException: index out of luck", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_of_an_inner_request_passes_through_unchanged()
    {
        using var org = new TestOrganization();
        org.On("Create", "lead", Stage.PostOperation, run => run.Service.Update(new Entity("task", Guid.Empty) { ["subject"] = "?" }));
        Assert.Contains("neither its id nor an alternate key", TestOrganization.Fault(() => org.Lead()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_in_the_constructor_of_a_plug_in_is_told_as_such()
    {
        using var org = new TestOrganization();
        org.Organization.Platform.Steps.Add(new StepDefinition
        {
            Id = Guid.NewGuid(),
            Name = "broken",
            Message = "Create",
            Table = "lead",
            Stage = Stage.PreOperation,
            Plugin = new PluginFactory("Tests.Broken", (_, _) => throw new InvalidOperationException("bad configuration")),
        });
        Assert.Contains("Tests.Broken: System.InvalidOperationException: bad configuration", TestOrganization.Fault(() => org.Lead()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_is_traced()
    {
        using var org = new TestOrganization();
        org.On("Create", "lead", Stage.PreOperation, _ => throw new InvalidOperationException("index out of luck"));
        TestOrganization.Fault(() => org.Lead());
        Assert.Contains(org.Organization.Traces, t => t.Text.Contains("index out of luck", StringComparison.Ordinal));
    }

    private static OrganizationServiceFault FaultOf(Exception exception)
    {
        using var org = new TestOrganization();
        org.On("Create", "lead", Stage.PreOperation, _ => throw exception);
        return TestOrganization.Fault(() => org.Lead());
    }
}
