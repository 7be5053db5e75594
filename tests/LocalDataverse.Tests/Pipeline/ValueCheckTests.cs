using System;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.Tests.LocalDataverse.Import;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Pipeline;

public class ValueCheckTests
{
    private static readonly Guid Unknown = new("88888888-0000-0000-0000-000000000001");

    public static TheoryData<string, object, string> Wrong => new()
    {
        { "mini_nam", "x", "Did you mean 'mini_name'?" },
        { "mini_count", "7", "Incorrect attribute value type System.String. Column 'mini_count' of 'mini_thing'" },
        { "mini_count", 101, "'mini_count' on record of type 'mini_thing' is outside the valid range" },
        { "mini_count", -1, "'mini_count' on record of type 'mini_thing' is outside the valid range" },
        { "mini_share", 1.01m, "'mini_share' on record of type 'mini_thing' is outside the valid range" },
        { "mini_share", 0.5, "Incorrect attribute value type System.Double" },
        { "mini_name", new string('x', 21), "'mini_name' attribute of the 'mini_thing' entity exceeded the maximum allowed length of '20'" },
        { "mini_colour", new OptionSetValue(1), "The value 1 of 'mini_colour'" },
        { "mini_colour", 700000000, "Incorrect attribute value type System.Int32" },
        { "mini_on", "2026-01-01", "Incorrect attribute value type System.String" },
        { "mini_done", 1, "Incorrect attribute value type System.Int32" },
        { "mini_leadid", new EntityReference("account", Unknown), "cannot point to a row of 'account'" },
        { "mini_leadid", Unknown, "Incorrect attribute value type System.Guid" },
        { "mini_leadid", new EntityReference("lead", Guid.Empty), "has no id" },
        { "mini_leadid", new EntityReference("lead", Unknown), "lead With Id = 88888888-0000-0000-0000-000000000001 Does Not Exist" },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void A_value_its_column_does_not_take_is_refused_by_name(string column, object value, string message)
    {
        using var org = Imported();
        var fault = TestOrganization.Fault(() => org.Service.Create(new Entity("mini_thing") { [column] = value }));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        var id = org.Service.Create(new Entity("mini_thing") { ["mini_name"] = "first" });
        Assert.Contains(message, TestOrganization.Fault(() => org.Service.Update(new Entity("mini_thing", id) { [column] = value })).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("statuscode")]
    [InlineData("ownerid")]
    [InlineData("transactioncurrencyid")]
    [InlineData("firstname")]
    [InlineData("revenue")]
    public void A_wrong_type_in_a_column_the_platform_computes_with_is_a_fault_like_any_other(string column)
    {
        using var org = new TestOrganization();
        var id = org.Lead("Martin", ("revenue", new Money(1m)));
        foreach (var action in new Action[] { () => org.Lead("Martin", (column, 7L)), () => org.Service.Update(new Entity("lead", id) { [column] = 7L }) })
        {
            Assert.Contains("Incorrect attribute value type System.Int64", TestOrganization.Fault(action).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("overriddencreatedon", true)]
    [InlineData("statecode", false)]
    public void A_wrong_type_is_a_fault_wherever_the_column_may_be_written(string column, bool onCreate)
    {
        using var org = new TestOrganization();
        var id = org.Lead();
        Action action = onCreate ? () => org.Lead("Martin", (column, 7L)) : () => org.Service.Update(new Entity("lead", id) { [column] = 7L });
        Assert.Contains("Incorrect attribute value type System.Int64", TestOrganization.Fault(action).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_at_the_edge_are_taken()
    {
        using var org = Imported();
        var lead = org.Lead();
        var id = org.Service.Create(new Entity("mini_thing")
        {
            ["mini_name"] = new string('x', 20),
            ["mini_count"] = 100,
            ["mini_share"] = 1m,
            ["mini_colour"] = new OptionSetValue(700000001),
            ["mini_leadid"] = new EntityReference("lead", lead),
        });
        var thing = org.Read("mini_thing", id);
        Assert.Equal((100, 1m, lead), (thing["mini_count"], thing["mini_share"], thing.GetAttributeValue<EntityReference>("mini_leadid").Id));
    }

    [Fact]
    public void A_value_that_a_plug_in_adds_is_checked_too()
    {
        using var org = new TestOrganization();
        org.On("Create", "lead", Stage.PreOperation, run => run.Target["jobtitel"] = "CEO");
        Assert.Contains("Did you mean 'jobtitle'?", TestOrganization.Fault(() => org.Lead()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_column_is_refused_even_when_it_is_emptied()
    {
        using var org = new TestOrganization();
        TestOrganization.Fault(() => org.Lead("Martin", ("jobtitel", null)));
    }

    [Fact]
    public void An_update_may_name_its_row_by_alternate_key()
    {
        using var org = Imported();
        var first = org.Service.Create(new Entity("mini_thing") { ["mini_name"] = "first", ["mini_code"] = "A" });
        var change = new Entity("mini_thing", "mini_code", "A") { ["mini_count"] = 5 };
        org.Service.Update(change);
        Assert.Equal(5, org.Read("mini_thing", first)["mini_count"]);
    }

    private static TestOrganization Imported()
    {
        var org = new TestOrganization();
        org.Organization.ImportSolution(new MiniSolution().Zip());
        return org;
    }
}
