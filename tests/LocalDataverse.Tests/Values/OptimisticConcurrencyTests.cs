using System;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Values;

public class OptimisticConcurrencyTests
{
    private const int Mismatch = unchecked((int)0x80060882);
    private const int NotProvided = unchecked((int)0x80060883);
    private const int NotEnabled = unchecked((int)0x8006088D);

    [Fact]
    public void An_update_of_the_version_read_goes_through_and_the_next_of_it_does_not()
    {
        using var org = new TestOrganization();
        var read = Read(org, org.Lead());
        Update(org, read, "mine");
        var fault = TestOrganization.Fault(() => Update(org, read, "yours"));
        Assert.Equal(Mismatch, fault.ErrorCode);
        Assert.StartsWith("The version of the existing record doesn't match the RowVersion property provided.", fault.Message, StringComparison.Ordinal);
        Assert.Equal("mine", org.Read("lead", read.Id)["subject"]);
    }

    [Fact]
    public void A_delete_of_the_version_read_goes_through_and_of_an_older_one_does_not()
    {
        using var org = new TestOrganization();
        var read = Read(org, org.Lead());
        org.Service.Update(new Entity("lead", read.Id) { ["subject"] = "changed" });
        Assert.Equal(Mismatch, TestOrganization.Fault(() => Delete(org, read)).ErrorCode);
        Delete(org, Read(org, read.Id));
        Assert.Equal(0, org.Count("lead"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void A_version_must_be_given(string? version)
    {
        using var org = new TestOrganization();
        var row = new Entity("lead", org.Lead()) { RowVersion = version };
        Assert.Equal(NotProvided, TestOrganization.Fault(() => Update(org, row, "x")).ErrorCode);
        Assert.Equal(NotProvided, TestOrganization.Fault(() => Delete(org, row)).ErrorCode);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("-1")]
    [InlineData("99999999999999999999999")]
    public void A_version_that_no_row_can_have_matches_none(string version)
    {
        using var org = new TestOrganization();
        Assert.Equal(Mismatch, TestOrganization.Fault(() => Update(org, new Entity("lead", org.Lead()) { RowVersion = version }, "x")).ErrorCode);
    }

    [Theory]
    [InlineData(ConcurrencyBehavior.Default)]
    [InlineData(ConcurrencyBehavior.AlwaysOverwrite)]
    public void Otherwise_a_version_given_counts_for_nothing(ConcurrencyBehavior behavior)
    {
        using var org = new TestOrganization();
        var read = Read(org, org.Lead());
        org.Service.Update(new Entity("lead", read.Id) { ["subject"] = "first" });
        org.Service.Execute(new UpdateRequest { Target = new Entity("lead", read.Id) { RowVersion = read.RowVersion, ["subject"] = "second" }, ConcurrencyBehavior = behavior });
        Assert.Equal("second", org.Read("lead", read.Id)["subject"]);
    }

    [Fact]
    public void An_update_that_is_saved_in_parts_compares_the_version_once()
    {
        using var org = new TestOrganization();
        var read = Read(org, org.Lead());
        org.Service.Execute(new UpdateRequest
        {
            Target = new Entity("lead", read.Id)
            {
                RowVersion = read.RowVersion,
                ["subject"] = "x",
                ["ownerid"] = new EntityReference("systemuser", org.Organization.Platform.System.SystemUserId),
                ["statuscode"] = new OptionSetValue(2),
            },
            ConcurrencyBehavior = ConcurrencyBehavior.IfRowVersionMatches,
        });
        Assert.Equal(2, org.Read("lead", read.Id).GetAttributeValue<OptionSetValue>("statuscode").Value);
    }

    [Fact]
    public void A_step_that_changes_the_row_first_makes_the_version_old()
    {
        using var org = new TestOrganization();
        var read = Read(org, org.Lead());
        org.On("Update", "lead", Stage.PreOperation, run =>
        {
            if (run.Context.Depth == 1)
            {
                run.Service.Update(new Entity("lead", run.Context.PrimaryEntityId) { ["subject"] = "step" });
            }
        });
        Assert.Equal(Mismatch, TestOrganization.Fault(() => Update(org, read, "mine")).ErrorCode);
    }

    [Fact]
    public void A_table_without_row_version_cannot_compare()
    {
        using var org = new TestOrganization();
        var package = new Entity("localsolutionpackage", Guid.CreateVersion7()) { RowVersion = "1" };
        Assert.Equal(NotEnabled, TestOrganization.Fault(() => Delete(org, package)).ErrorCode);
    }

    private static Entity Read(TestOrganization org, Guid id) => org.Service.Retrieve("lead", id, new ColumnSet("subject"));

    private static void Update(TestOrganization org, Entity read, string subject) => org.Service.Execute(new UpdateRequest
    {
        Target = new Entity(read.LogicalName, read.Id) { RowVersion = read.RowVersion, ["subject"] = subject },
        ConcurrencyBehavior = ConcurrencyBehavior.IfRowVersionMatches,
    });

    private static void Delete(TestOrganization org, Entity read) => org.Service.Execute(new DeleteRequest
    {
        Target = read.ToEntityReference(),
        ConcurrencyBehavior = ConcurrencyBehavior.IfRowVersionMatches,
    });
}
