using System;
using System.Linq;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.WebApi;

public sealed class ApplyTests : IDisposable
{
    private readonly WebApiHarness _api = new();

    public ApplyTests()
    {
        var adams = _api.Post("contacts", """{"lastname":"Adams"}""").EntityId;
        foreach (var (name, revenue, contact) in ((string, int, bool)[])[("A", 100, true), ("B", 200, true), ("C", 300, false), ("C", 300, false)])
            _api.Post("accounts", $$"""{"name":"{{name}}","revenue":{{revenue}},"address1_city":"{{(revenue > 150 ? "Paris" : "Lyon")}}"{{(contact ? $",\"primarycontactid@odata.bind\":\"/contacts({adams})\"" : "")}}}""");
    }

    public void Dispose() => _api.Dispose();

    [Theory]
    [InlineData("aggregate(revenue with sum as total,$count as n)", """{"total":900,"n":4}""")]
    [InlineData("aggregate(revenue with min as low,revenue with max as high,revenue with average as mean)", """{"low":100,"high":300,"mean":225}""")]
    [InlineData("aggregate(name with countdistinct as names)", """{"names":3}""")]
    [InlineData("groupby((address1_city))", """{"address1_city":"Lyon"} {"address1_city":"Paris"}""")]
    [InlineData("groupby((address1_city),aggregate($count as n,name with countdistinct as names))", """{"address1_city":"Lyon","n":1,"names":1} {"address1_city":"Paris","n":3,"names":2}""")]
    [InlineData("filter(revenue gt 100 and contains(name,'B'))/groupby((address1_city),aggregate(revenue with sum as total))", """{"address1_city":"Paris","total":200}""")]
    [InlineData("filter(primarycontactid/lastname eq 'Adams')/groupby((primarycontactid/lastname),aggregate(revenue with sum as total))", """{"contact_lastname":"Adams","total":300}""")]
    [InlineData("aggregate(createdon with max as last)", """{"last":"2026-03-02T09:30:00Z"}""")]
    public void Figures_are_made_of_groups(string apply, string rows)
    {
        var answer = _api.Get($"accounts?$apply={apply}");
        Assert.True(answer.Status == 200, answer.Text);
        Assert.Equal(rows, string.Join(' ', answer.Rows.Select(r => r!.ToJsonString().Replace(".0000000000", "", StringComparison.Ordinal).Replace(".0000", "", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("compute(revenue mul 2 as x)", "$apply cannot read")]
    [InlineData("groupby(address1_city)", "$apply cannot read")]
    [InlineData("groupby((createdon))", "datetime")]
    [InlineData("aggregate(revenue with median as m)", "median")]
    [InlineData("aggregate(revenue as m)", "figure")]
    [InlineData("aggregate(nothing with sum as m)", "nothing")]
    [InlineData("aggregate(revenue with sum as m,revenue with max as m)", "Give each its own")]
    [InlineData("groupby((address1_city))&$orderby=name", "$orderby")]
    public void What_the_platform_does_not_take_is_refused_by_name(string apply, string named)
    {
        var answer = _api.Get($"accounts?$apply={apply}");
        Assert.Equal(400, answer.Status);
        Assert.Contains(named, answer.ErrorMessage, StringComparison.Ordinal);
    }
}
