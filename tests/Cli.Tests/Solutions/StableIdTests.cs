using System;
using Smarketing.Cli.Solutions;
using Xunit;

namespace Smarketing.Tests.Cli.Solutions;

public sealed class StableIdTests
{
    private static readonly Guid Dns = new("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

    [Theory]
    [InlineData("www.example.com", "2ed6657d-e927-568b-95e1-2665a8aea6a2")]
    [InlineData("python.org", "886313e1-3b8a-5372-9b90-0c9aee199e5d")]
    public void Known_names_in_the_DNS_namespace_give_their_known_ids(string name, string id) => Assert.Equal(new Guid(id), StableId.Of(Dns, name));

    [Fact]
    public void Ids_of_this_solution_never_change()
    {
        Assert.Equal(new Guid("424ef1c3-e370-5bd3-aa90-7152b281c52d"), StableId.Assembly("Smarketing.Crm.Plugins"));
        Assert.Equal(new Guid("e44f2cb1-bb01-5dfd-853a-44b07d81d82c"), StableId.PluginType("Smarketing.Crm.Apis.ScoreLead"));
    }

    [Fact]
    public void Different_kinds_of_one_name_have_different_ids() => Assert.NotEqual(StableId.Step("A.B"), StableId.PluginType("A.B"));
}
