using System;
using System.Collections.Generic;
using System.IO;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Sdk.Contract;

public sealed class ApiComparerTests
{
    private const string Real = """
        ### Sample, Version=1.0.0.0, Culture=neutral, PublicKeyToken=null

        ## namespace Sample
        sealed class Record : Base, IThing   [DataContract Name=Record Namespace=http://sample/2011]
          new(string name)
          string Name { get; }
          bool TryGet(string key, out object value)
          const int Limit = 5
        abstract class Base
          protected new()
          protected abstract bool Check(string value)
          void Help()
        interface IThing
          int Count { get; }
          void Do(string what)
        enum Colour { Red = 0, Green = 1 }
        """;

    [Fact]
    public void The_same_shape_is_no_difference() => Assert.Empty(Compare(Real));

    [Fact]
    public void A_class_may_show_less_than_the_real_one() => Assert.Empty(Compare(Real.Replace("  void Help()\n", "")));

    [Fact]
    public void A_whole_type_may_be_left_out() =>
        Assert.Empty(Compare(Real.Replace("enum Colour { Red = 0, Green = 1 }", "")));

    [Theory]
    [InlineData("enum Colour", "enum Color", "Sample.Color: the real assembly has no such public type")]
    [InlineData("sealed class Record", "class Record", "Sample.Record: is 'class', really 'sealed class'")]
    [InlineData("abstract class Base", "static class Base", "Sample.Base: is 'static class', really 'abstract class'")]
    [InlineData("Base, IThing", "IThing", "Sample.Record: derives from 'IThing', really from 'Base, IThing'")]
    [InlineData("Base, IThing", "Other, IThing", "Sample.Record: derives from 'IThing, Other', really from 'Base, IThing'")]
    [InlineData("sample/2011", "sample/2012", "Sample.Record: data contract is 'Name=Record Namespace=http://sample/2012', really 'Name=Record Namespace=http://sample/2011'")]
    [InlineData("   [DataContract Name=Record Namespace=http://sample/2011]", "", "Sample.Record: data contract is 'none', really 'Name=Record Namespace=http://sample/2011'")]
    [InlineData("new(string name)", "new(string title)", "Sample.Record: 'new(string title)' is not in the real type")]
    [InlineData("string Name { get; }", "string Name { get; set; }", "Sample.Record: 'string Name { get; set; }' is not in the real type")]
    [InlineData("string Name { get; }", "object Name { get; }", "Sample.Record: 'object Name { get; }' is not in the real type")]
    [InlineData("out object value", "ref object value", "Sample.Record: 'bool TryGet(string key, ref object value)' is not in the real type")]
    [InlineData("const int Limit = 5", "const int Limit = 6", "Sample.Record: 'const int Limit = 6' is not in the real type")]
    [InlineData("void Help()", "static void Help()", "Sample.Base: 'static void Help()' is not in the real type")]
    [InlineData("void Help()", "virtual void Help()", "Sample.Base: 'virtual void Help()' is not in the real type")]
    [InlineData("  void Do(string what)\n", "", "Sample.IThing: 'void Do(string what)' is missing")]
    [InlineData("  protected abstract bool Check(string value)\n", "", "Sample.Base: 'protected abstract bool Check(string value)' is missing")]
    [InlineData(", Green = 1", "", "Sample.Colour: 'Green = 1' is missing")]
    public void A_contract_of_another_shape_is_named_with_what_is_wrong(string piece, string other, string complaint)
    {
        Assert.Contains(piece, Real, StringComparison.Ordinal);

        Assert.Equal([complaint], Compare(Real.Replace(piece, other)));
    }

    [Fact]
    public void An_enum_value_of_another_number_is_both_wrong_and_missing() =>
        Assert.Equal(
            ["Sample.Colour: 'Green = 2' is not in the real type", "Sample.Colour: 'Green = 1' is missing"],
            Compare(Real.Replace("Green = 1", "Green = 2")));

    [Theory]
    [InlineData("new(string name)", "Sample.Record: the overload 'new(string name)' is missing")]
    [InlineData("T Get<T>(string key)", "Sample.Record: the overload 'T Get<T>(string key)' is missing")]
    public void A_left_out_overload_is_named(string overload, string complaint)
    {
        const string real = "## namespace Sample\nclass Record\n  new()\n  new(string name)\n  object Get(int index)\n  T Get<T>(string key)\n  void Help()";
        var contract = real.Replace("  " + overload + "\n", "").Replace("  void Help()", "");

        Assert.Equal([complaint], ApiComparer.MissingOverloads(ApiText.Read(new StringReader(contract)), ApiText.Read(new StringReader(real))));
    }

    private static IReadOnlyList<string> Compare(string contract) =>
        ApiComparer.Differences(ApiText.Read(new StringReader(contract)), ApiText.Read(new StringReader(Real)));
}
