using System.Collections;
using System.Linq;
using Xunit;

namespace Smarketing.Tests.Solution.Source;

/// <summary>Most checks of the tree say that something is nowhere found: they mean nothing where there is nothing to look at.</summary>
public sealed class SourceTreeTests
{
    public static TheoryData<string, IEnumerable> Parts => new()
    {
        { "tables", SourceTree.Tables },
        { "tables of ours", SourceTree.Tables.Values.Where(table => table.IsOurs) },
        { "keys", SourceTree.Tables.Values.SelectMany(table => table.Keys) },
        { "relationships", SourceTree.Relationships },
        { "choices", SourceTree.Choices },
        { "options", SourceTree.Choices.SelectMany(choice => choice.Value.Descendants("option")) },
        { "roles", SourceTree.Roles },
        { "privileges", SourceTree.Roles.SelectMany(role => role.Value.Descendants("RolePrivilege")) },
        { "steps", SourceTree.Steps },
        { "assemblies", SourceTree.Assemblies },
        { "forms", SourceTree.Forms },
        { "cells of forms", SourceTree.Forms.SelectMany(form => form.Form.Descendants("control")) },
        { "views", SourceTree.Views },
        { "columns of views", SourceTree.Views.SelectMany(view => view.View.Descendants("cell")) },
        { "labels", SourceTree.Files.Values.SelectMany(file => file.Descendants().SelectMany(element => element.Attributes("languagecode"))) },
    };

    [Theory]
    [MemberData(nameof(Parts), DisableDiscoveryEnumeration = true)]
    public void There_is_something_to_look_at(string what, IEnumerable parts) => Assert.True(parts.Cast<object>().Any(), "There are no " + what + ".");

    [Fact]
    public void Every_table_has_columns() => Assert.All(SourceTree.Tables.Values, table => Assert.NotEmpty(table.Columns));
}
