using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using Xunit;

namespace Smarketing.Tests.Solution.Source;

public sealed class FormsAndViews
{
    [Fact]
    public void Every_table_of_ours_has_a_main_a_quick_and_a_card_form()
    {
        var forms = SourceTree.Forms.Select(form => (form.Table, form.Kind)).ToHashSet();

        Assert.Empty(from table in Ours() from kind in new[] { "main", "quick", "card" } where !forms.Contains((table, kind)) select $"{table}: {kind}");
    }

    [Fact]
    public void Every_table_of_ours_has_the_views_the_platform_opens_by_itself()
    {
        var views = SourceTree.Views.Where(view => view.View.Value("isdefault") == "1").Select(view => (view.Table, view.View.Value("querytype"))).ToList();

        Assert.Empty(from table in Ours() from kind in new[] { "0", "1", "2", "4", "64" } where views.Count(view => view == (table, kind)) != 1 select $"{table}: {kind}");
    }

    [Fact]
    public void A_view_asks_for_columns_that_exist() => Assert.Empty(
        from view in SourceTree.Views
        let entity = view.View.Descendants("entity").Single()
        from column in entity.Descendants().Select(part => part.Name.LocalName == "attribute" ? part.Attribute("name", "") : part.Attribute("attribute", ""))
        where column.Length > 0 && !SourceTree.Tables[view.Table].Knows(column)
        select $"{view.Path}: {column}");

    [Fact]
    public void A_view_shows_only_what_it_asks_for() => Assert.Empty(
        from view in SourceTree.Views
        let asked = view.View.Descendants("attribute").Select(attribute => attribute.Attribute("name", "")).ToHashSet(StringComparer.Ordinal)
        from cell in view.View.Descendants("cell")
        where !asked.Contains(cell.Attribute("name", ""))
        select $"{view.Path}: {cell.Attribute("name", "")}");

    [Fact]
    public void A_view_asks_its_own_table() => Assert.Empty(
        SourceTree.Views.Where(view => view.View.Descendants("entity").Single().Attribute("name", "") != view.Table).Select(view => view.Path));

    [Fact]
    public void A_form_shows_columns_that_exist() => Assert.Empty(
        from form in SourceTree.Forms
        from control in form.Form.Descendants("control")
        let column = control.Attribute("datafieldname", "")
        where column.Length > 0 && !SourceTree.Tables[form.Table].Knows(column)
        select $"{form.Path}: {column}");

    [Fact]
    public void A_subgrid_follows_a_relationship_between_its_tables_and_uses_a_view_of_ours()
    {
        var views = SourceTree.Views.ToLookup(view => view.View.Value("savedqueryid"), view => view.Table, StringComparer.OrdinalIgnoreCase);
        var wrong =
            from form in SourceTree.Forms
            from grid in form.Form.Descendants("parameters")
            let relationship = SourceTree.Relationships.FirstOrDefault(candidate => candidate.Attribute("Name", "") == grid.Value("RelationshipName"))
            let target = grid.Value("TargetEntityType")
            where relationship is null || !SourceTree.Same(relationship.Value("ReferencedEntityName"), form.Table) || !SourceTree.Same(relationship.Value("ReferencingEntityName"), target) || !views[grid.Value("ViewId")].Contains(target, StringComparer.Ordinal)
            select $"{form.Path}: {grid.Value("RelationshipName")}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_business_column_of_ours_is_on_its_main_form_except_what_only_machines_read() => Assert.Empty(
        from table in SourceTree.Tables.Values
        let shown = SourceTree.Forms.Where(form => form.Table == table.Name && form.Kind == "main").SelectMany(form => form.Form.Descendants("control")).Select(control => control.Attribute("datafieldname", "")).ToHashSet(StringComparer.Ordinal)
        from column in table.Columns.Keys
        where column.StartsWith("smk_", StringComparison.Ordinal) && column != table.Name + "id" && column is not ("smk_explanation" or "smk_lockedon") && !shown.Contains(column)
        select $"{table.Name}.{column}");

    [Theory]
    [InlineData("smk_engagement")]
    [InlineData("smk_scorechange")]
    public void The_lead_form_shows_what_the_lead_did_and_how_its_score_changed(string table) =>
        Assert.Contains(LeadForm().Descendants("TargetEntityType"), target => target.Value == table);

    // The day to which sales puts a lead off is all that people say there.
    [Fact]
    public void Nobody_types_a_score_into_the_lead_form() => Assert.Equal(
        ["smk_recycleon"],
        LeadForm().Descendants("control").Where(control => control.Attribute("datafieldname", "").StartsWith("smk_", StringComparison.Ordinal) && control.Attribute("disabled", "") != "true").Select(control => control.Attribute("id", "")));

    [Fact]
    public void The_form_of_a_scoring_model_shows_its_criteria() =>
        Assert.Contains(SourceTree.Forms.Single(form => form is { Table: "smk_scoringmodel", Kind: "main" }).Form.Descendants("RelationshipName"), name => name.Value == "smk_scoringmodel_criteria");

    private static XElement LeadForm() => SourceTree.Forms.Single(form => form is { Table: "lead", Kind: "main" }).Form;

    private static IEnumerable<string> Ours() => SourceTree.Tables.Values.Where(table => table.IsOurs).Select(table => table.Name);
}
