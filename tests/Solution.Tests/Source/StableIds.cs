using System;
using System.Collections.Generic;
using System.Linq;
using Smarketing.Cli.Solutions;
using Xunit;

namespace Smarketing.Tests.Solution.Source;

/// <summary>Ids come from names, so that a component keeps its id on every machine and through every release.</summary>
public sealed class StableIds
{
    [Fact]
    public void A_form_has_the_id_of_its_table_and_kind() => Assert.Empty(
        from form in SourceTree.Forms
        let expected = StableId.Of($"form:{form.Table}:{form.Kind}")
        where Id(form.Form.Value("formid")) != expected
        select $"{form.Path}: expected {expected}.");

    [Fact]
    public void A_view_has_the_id_of_its_table_query_type_and_number() => Assert.Empty(
        from view in SourceTree.Views
        let kind = view.View.Value("querytype")
        let expected = Enumerable.Range(1, 50).Select(number => StableId.Of($"view:{view.Table}:{kind}:{number}"))
        where !expected.Contains(Id(view.View.Value("savedqueryid")))
        select view.Path);

    [Fact]
    public void A_file_of_a_form_or_view_is_called_after_its_id() => Assert.Empty(
        SourceTree.Forms.Select(form => (form.Path, Id: form.Form.Value("formid")))
            .Concat(SourceTree.Views.Select(view => (view.Path, Id: view.View.Value("savedqueryid"))))
            .Where(part => !part.Path.EndsWith($"/{part.Id}.xml", StringComparison.Ordinal))
            .Select(part => part.Path));

    [Fact]
    public void A_role_has_the_id_of_its_name() => Assert.Empty(
        from role in SourceTree.Roles
        where Id(role.Value.Attribute("id", "")) != StableId.Of("role:" + role.Value.Attribute("name", ""))
        select role.Key);

    [Fact]
    public void An_assembly_has_the_id_of_its_name_and_its_folder_shows_it() => Assert.Empty(
        from assembly in SourceTree.Assemblies
        let id = StableId.Assembly(assembly.Value.Attribute("FullName", "").Split(',')[0])
        where Id(assembly.Value.Attribute("PluginAssemblyId", "")) != id || !assembly.Key.Contains($"-{id.ToString("D").ToUpperInvariant()}/", StringComparison.Ordinal)
        select assembly.Key);

    [Fact]
    public void A_plug_in_type_has_the_id_of_its_class() => Assert.Empty(
        from assembly in SourceTree.Assemblies
        from type in assembly.Value.Descendants("PluginType")
        where Id(type.Attribute("PluginTypeId", "")) != StableId.PluginType(type.Attribute("Name", ""))
        select type.Attribute("Name", ""));

    [Fact]
    public void A_custom_api_is_run_by_a_plug_in_type_of_ours()
    {
        var types = SourceTree.Assemblies.SelectMany(assembly => assembly.Value.Descendants("PluginType")).Select(type => type.Attribute("PluginTypeId", "")).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(SourceTree.Below("customapis/", "/customapi.xml").Where(api => !types.Contains(api.Value.Element("plugintypeid")?.Value("plugintypeexportkey") ?? "")).Select(api => api.Key));
    }

    [Fact]
    public void No_two_components_share_an_id()
    {
        IEnumerable<string> all =
        [
            .. SourceTree.Forms.Select(form => form.Form.Value("formid")),
            .. SourceTree.Views.Select(view => view.View.Value("savedqueryid")),
            .. SourceTree.Roles.Select(role => role.Value.Attribute("id", "")),
            .. SourceTree.Steps.Select(step => step.Value.Attribute("SdkMessageProcessingStepId", "")),
            .. SourceTree.Assemblies.Select(assembly => assembly.Value.Attribute("PluginAssemblyId", "")),
            .. SourceTree.Assemblies.SelectMany(assembly => assembly.Value.Descendants("PluginType")).Select(type => type.Attribute("PluginTypeId", "")),
            .. SourceTree.Forms.SelectMany(form => form.Form.Descendants().Where(part => part.Name.LocalName is "tab" or "section" or "cell" or "header" or "footer")).Select(part => part.Attribute("id", "")),
        ];

        Assert.Empty(all.GroupBy(Id).Where(same => same.Count() > 1).Select(same => same.Key));
    }

    private static Guid Id(string text) => Guid.TryParse(text, out var id) ? id : Guid.Empty;
}
