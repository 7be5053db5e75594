using System;
using System.Text;
using CsCheck;
using Smarketing.LocalDataverse.Storage;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Storage;

public sealed class DataverseTextTests
{
    private static readonly Gen<string> Text = Gen.String[Gen.OneOf(Gen.Char['a', 'c'], Gen.Char['A', 'C'], Gen.Const(' '), Gen.Const('é'), Gen.Const('e'), Gen.Const('\u0301'), Gen.Const('ß'), Gen.Const('_')), 0, 6];

    [Theory]
    [InlineData("Élodie", "ELODIE", true)]
    [InlineData("e\u0301", "é", true)]
    [InlineData("Œuvre", "oeuvre", true)]
    [InlineData("Straße", "STRASSE", true)]
    [InlineData("abc", "abc   ", true)]
    [InlineData("abc", " abc", false)]
    [InlineData("", "  ", true)]
    [InlineData("ДА", "да", true)]
    [InlineData("a", "b", false)]
    [InlineData("a", "a\u0301b", false)]
    public void Case_accents_and_trailing_spaces_do_not_count(string a, string b, bool same)
    {
        Assert.Equal(same, DataverseText.Compare(a, b) == 0);
    }

    [Fact]
    public void Comparing_bytes_and_comparing_text_agree()
    {
        Gen.Select(Text, Text).Sample((a, b) => Math.Sign(DataverseText.Compare(a, b)) == Math.Sign(DataverseText.Compare(Encoding.UTF8.GetBytes(a), Encoding.UTF8.GetBytes(b))), iter: 20_000, threads: 1);
    }

    [Fact]
    public void The_order_is_one_order()
    {
        Gen.Select(Text, Text, Text).Sample(
            (a, b, c) => Math.Sign(DataverseText.Compare(a, b)) == -Math.Sign(DataverseText.Compare(b, a))
                && !(DataverseText.Compare(a, b) <= 0 && DataverseText.Compare(b, c) <= 0 && DataverseText.Compare(a, c) > 0),
            iter: 20_000,
            threads: 1);
    }

    [Theory]
    [InlineData("%", "", true)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("_", "", false)]
    [InlineData("a%b%c", "aXbXbXc", true)]
    [InlineData("a%b%c", "aXcXb", false)]
    [InlineData("[a-c]x", "Bx", true)]
    [InlineData("[a-c]x", "dx", false)]
    [InlineData("[^a-c]x", "dx", true)]
    [InlineData("[^a-c]x", "bx", false)]
    [InlineData("[]]", "]", true)]
    [InlineData("[a", "[a", true)]
    [InlineData("[a-]", "-", true)]
    [InlineData("50[%]", "50%", true)]
    [InlineData("50[%]", "500", false)]
    [InlineData("é%", "Eté", true)]
    [InlineData("%.*%", "ab", false)]
    public void Patterns_are_those_of_sql_server(string pattern, string text, bool matches)
    {
        Assert.Equal(matches, new LikePattern(pattern).Matches(text));
    }

    [Fact]
    public void Many_wildcards_over_long_text_stay_quick()
    {
        Assert.False(new LikePattern(string.Concat(System.Linq.Enumerable.Repeat("%a", 30)) + "b").Matches(new string('a', 20_000)));
    }

    [Fact]
    public void Characters_that_are_none_are_compared_like_any_other()
    {
        Assert.NotEqual(0, DataverseText.Compare("\ufffeé", "é"));
        Assert.Equal(0, DataverseText.Compare("\ufffeé", "\ufffeE"));
        Assert.True(new LikePattern("%é%").Matches("a\ufffee\uffff"));
    }
}
