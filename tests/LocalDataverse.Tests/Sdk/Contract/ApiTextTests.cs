using System.IO;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Sdk.Contract;

public sealed class ApiTextTests
{
    [Fact]
    public void A_type_line_gives_its_namespace_kind_bases_and_contract()
    {
        var type = Read("## namespace A.B\nsealed class Money : Value<string, int>, IThing   [DataContract Name=Money Namespace=http://sample]").Types["A.B.Money"];

        Assert.Equal("sealed class", type.Kind);
        Assert.Equal(["IThing", "Value<string, int>"], [.. System.Linq.Enumerable.Order(type.Bases)]);
        Assert.Equal("Name=Money Namespace=http://sample", type.DataContract);
    }

    [Fact]
    public void A_contract_may_leave_its_name_to_the_type() =>
        Assert.Equal("Name= Namespace=http://sample", Read("## namespace A\nclass B   [DataContract Namespace=http://sample]").Types["A.B"].DataContract);

    [Fact]
    public void The_same_name_with_other_type_parameters_is_another_type() =>
        Assert.Equal(2, Read("## namespace A\nclass Bag<T>\nclass Bag<TKey, TValue>").Types.Count);

    [Fact]
    public void Indented_lines_belong_to_the_type_above() =>
        Assert.Equal(["void Do()"], Read("## namespace A\nclass B\n  void Do()\nclass C").Types["A.B"].Members);

    [Fact]
    public void Values_of_an_enum_are_its_members() =>
        Assert.Equal(["Red = 0", "Green = 1"], Read("## namespace A\nenum Colour { Red = 0, Green = 1 }").Types["A.Colour"].Members);

    [Fact]
    public void A_line_that_is_none_of_these_is_refused_with_its_number()
    {
        var fault = Assert.Throws<InvalidDataException>(() => Read("## namespace A\n\nnonsense here"));

        Assert.Contains("Line 3", fault.Message, System.StringComparison.Ordinal);
    }

    private static ApiAssembly Read(string text) => ApiText.Read(new StringReader(text));
}
