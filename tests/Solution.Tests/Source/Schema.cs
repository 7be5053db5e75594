using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using Xunit;

namespace Smarketing.Tests.Solution.Source;

public sealed class Schema
{
    private const int FirstOption = 727000000;

    [Fact]
    public void Every_lookup_has_its_relationship()
    {
        var lookups = from table in SourceTree.Tables.Values from column in table.Columns where column.Value.Value("Type") is "lookup" or "owner" && !column.Key.EndsWith("onbehalfby", StringComparison.Ordinal) select (table.SchemaName, Column: column.Key);
        var related = SourceTree.Relationships.Select(relationship => (relationship.Value("ReferencingEntityName"), relationship.Value("ReferencingAttributeName").ToLowerInvariant())).ToHashSet();

        Assert.DoesNotContain(lookups, lookup => !related.Contains(lookup));
    }

    [Fact]
    public void Every_relationship_starts_at_a_column_that_exists() => Assert.Empty(
        from relationship in SourceTree.Relationships
        let table = SourceTree.Tables.Values.FirstOrDefault(table => table.SchemaName == relationship.Value("ReferencingEntityName"))
        where table is null || !table.Columns.ContainsKey(relationship.Value("ReferencingAttributeName").ToLowerInvariant())
        select relationship.Attribute("Name", ""));

    [Fact]
    public void Every_relationship_to_a_table_of_ours_names_one_that_exists() => Assert.Empty(
        from relationship in SourceTree.Relationships
        let target = relationship.Value("ReferencedEntityName")
        where target.StartsWith("smk_", StringComparison.Ordinal) && !SourceTree.Tables.Values.Any(table => table.SchemaName == target)
        select relationship.Attribute("Name", ""));

    [Fact]
    public void The_index_of_relationships_and_their_definitions_agree()
    {
        var index = SourceTree.Files["Other/Relationships.xml"].Elements("EntityRelationship").Select(entry => entry.Attribute("Name", "")).Order(StringComparer.Ordinal);
        var defined = SourceTree.Relationships.Select(relationship => relationship.Attribute("Name", "")).Order(StringComparer.Ordinal);

        Assert.Equal(defined, index);
    }

    [Theory]
    [InlineData("smk_scoringmodel_criteria", "Cascade")]
    [InlineData("smk_lead_engagements", "Cascade")]
    [InlineData("smk_lead_scorechanges", "Cascade")]
    [InlineData("smk_scoringmodel_agreements", "Restrict")]
    [InlineData("smk_scoringmodel_leads", "Restrict")]
    [InlineData("smk_agreement_leads", "Restrict")]
    [InlineData("smk_scoringmodel_scorechanges", "Restrict")]
    [InlineData("smk_agreement_scorechanges", "Restrict")]
    [InlineData("smk_lead_outcomes", "RemoveLink")] // what became of an erased lead stays in the totals
    [InlineData("smk_lead_handoffs", "RemoveLink")]
    [InlineData("smk_lead_alerts", "Cascade")]
    [InlineData("smk_outcome_attributions", "Cascade")]
    [InlineData("smk_agreement_handoffs", "Restrict")]
    [InlineData("smk_agreement_outcomes", "Restrict")]
    [InlineData("smk_pool_poolmembers", "Cascade")]
    [InlineData("smk_pair_poolmembers", "Restrict")]
    [InlineData("smk_handoff_pauses", "Cascade")]
    [InlineData("smk_campaign_engagements", "RemoveLink")]
    [InlineData("smk_campaign_criteria", "Restrict")] // a criterion whose campaign vanished would silently count every campaign
    public void Deleting_a_row_treats_what_refers_to_it_as_agreed(string relationship, string behaviour) =>
        Assert.Equal(behaviour, Assert.Single(SourceTree.Relationships, candidate => candidate.Attribute("Name", "") == relationship).Value("CascadeDelete"));

    [Theory]
    [InlineData("smk_criterion", "smk_criterion_model_name", "smk_scoringmodelid,smk_name")]
    [InlineData("smk_engagement", "smk_engagement_source", "smk_sourcekey")]
    [InlineData("smk_scorechange", "smk_scorechange_key", "smk_key")]
    [InlineData("smk_alert", "smk_alert_key", "smk_key")]
    [InlineData("smk_handoff", "smk_handoff_key", "smk_key")]
    [InlineData("smk_outcome", "smk_outcome_key", "smk_key")]
    [InlineData("smk_attribution", "smk_attribution_key", "smk_key")]
    [InlineData("smk_evidence", "smk_evidence_key", "smk_key")]
    [InlineData("smk_weeklyreview", "smk_weeklyreview_key", "smk_key")]
    [InlineData("smk_poolmember", "smk_poolmember_pair", "smk_poolid,smk_pairid")]
    [InlineData("smk_content", "smk_content_key", "smk_key")]
    public void An_alternate_key_makes_effects_idempotent(string table, string key, string columns)
    {
        var definition = Assert.Single(SourceTree.Tables[table].Keys, candidate => candidate.Value("LogicalName") == key);

        Assert.Equal(columns, string.Join(',', definition.Descendants("AttributeName").Select(column => column.Value)));
        Assert.All(definition.Descendants("AttributeName"), column => Assert.True(SourceTree.Tables[table].Columns.ContainsKey(column.Value)));
    }

    [Fact]
    public void Options_of_a_choice_are_numbered_from_our_prefix_without_a_gap() => Assert.Empty(
        from choice in SourceTree.Choices
        let values = choice.Value.Descendants("option").Select(Number).ToList()
        where values.Count == 0 || !values.SequenceEqual(Enumerable.Range(FirstOption, values.Count))
        select choice.Key);

    [Fact]
    public void A_status_reason_of_our_own_carries_our_prefix() => Assert.Empty(
        from table in SourceTree.Tables.Values
        from status in table.Definition.Descendants("status")
        where Number(status) is not (1 or 2) and (< FirstOption or > FirstOption + 9999)
        select $"{table.Name}: {Number(status)}");

    [Fact]
    public void A_state_starts_with_a_status_reason_of_its_own() => Assert.Empty(
        from table in SourceTree.Tables.Values
        from state in table.Definition.Descendants("state")
        where !table.Definition.Descendants("status").Any(status => status.Attribute("value", "") == state.Attribute("defaultstatus", "") && status.Attribute("state", "") == state.Attribute("value", ""))
        select $"{table.Name}: state {state.Attribute("value", "")}");

    [Fact]
    public void Every_choice_column_names_a_choice_that_exists()
    {
        var choices = SourceTree.Choices.Select(choice => choice.Value.Attribute("Name", "")).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(from table in SourceTree.Tables.Values from column in table.Columns where column.Value.Value("Type") == "picklist" && !choices.Contains(column.Value.Value("OptionSetName")) select $"{table.Name}.{column.Key}");
    }

    [Fact]
    public void Every_choice_is_used() => Assert.Empty(
        SourceTree.Choices.Select(choice => choice.Value.Attribute("Name", "")).Except(SourceTree.Tables.Values.SelectMany(table => table.Columns.Values).Select(column => column.Value("OptionSetName")), StringComparer.Ordinal));

    [Fact]
    public void Every_table_of_ours_has_one_required_name_of_200_characters() => Assert.Empty(
        from table in SourceTree.Tables.Values
        where table.IsOurs
        let names = table.Columns.Values.Where(column => column.Value("DisplayMask").Split('|').Contains("PrimaryName", StringComparer.Ordinal)).ToList()
        where names is not [var name] || name.Value("LogicalName") != "smk_name" || name.Value("MaxLength") != "200" || name.Value("RequiredLevel") != "required"
        select table.Name);

    [Fact]
    public void A_logical_name_is_the_schema_name_in_lower_case_with_our_prefix_on_what_is_ours() => Assert.Empty(
        from table in SourceTree.Tables.Values
        from column in table.Columns
        let lower = column.Value.Attribute("PhysicalName", "").ToLowerInvariant()
        where lower != column.Key || (column.Value.Value("IsCustomField") == "1" && !column.Key.StartsWith("smk_", StringComparison.Ordinal))
        select $"{table.Name}.{column.Key}");

    [Fact]
    public void A_number_has_a_lowest_and_a_highest_value_in_this_order() => Assert.Empty(
        from table in SourceTree.Tables.Values
        from column in table.Columns
        where column.Value.Value("Type") is "int" or "decimal" && !(Bound(column.Value, "MinValue") < Bound(column.Value, "MaxValue"))
        select $"{table.Name}.{column.Key}");

    [Theory]
    [InlineData("smk_agreement", "OrgOwned")]
    [InlineData("smk_scoringmodel", "OrgOwned")]
    [InlineData("smk_criterion", "OrgOwned")]
    [InlineData("smk_alert", "OrgOwned")]
    [InlineData("smk_outcome", "OrgOwned")]
    [InlineData("smk_pool", "OrgOwned")]
    [InlineData("smk_handoff", "UserOwned")]
    [InlineData("smk_engagement", "UserOwned")]
    [InlineData("smk_scorechange", "UserOwned")]
    public void Rules_belong_to_the_organisation_and_what_a_lead_did_to_its_owner(string table, string ownership) =>
        Assert.Equal(ownership, SourceTree.Tables[table].Definition.Value("OwnershipTypeMask"));

    private static int Number(XElement option) => int.Parse(option.Attribute("value", ""), CultureInfo.InvariantCulture);

    private static decimal Bound(XElement column, string name) => decimal.Parse(column.Value(name), CultureInfo.InvariantCulture);
}
