using System;
using System.Linq;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Metadata;
using Microsoft.Xrm.Sdk.Metadata.Query;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.Tests.LocalDataverse.Import;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Metadata;

public sealed class MetadataChangesTests : IDisposable
{
    private readonly TestOrganization org = new();

    public void Dispose() => org.Dispose();

    [Fact]
    public void Criteria_choose_tables_and_columns_and_properties_what_is_said_of_them()
    {
        var query = Query("LogicalName", "lead", "DisplayName", "Attributes");
        query.AttributeQuery = new AttributeQueryExpression
        {
            Criteria = new MetadataFilterExpression { Conditions = { new MetadataConditionExpression("AttributeType", MetadataConditionOperator.Equals, AttributeTypeCode.Picklist) } },
            Properties = new MetadataPropertiesExpression("OptionSet"),
        };

        var lead = Changes(query).EntityMetadata.Single();

        Assert.Equal(("lead", "Lead"), (lead.LogicalName, lead.DisplayName.UserLocalizedLabel.Label));
        Assert.Null(lead.EntitySetName);
        Assert.All(lead.Attributes, a => Assert.IsType<PicklistAttributeMetadata>(a));
        var rating = (PicklistAttributeMetadata)lead.Attributes.Single(a => a.LogicalName == "leadqualitycode");
        Assert.NotEmpty(rating.OptionSet.Options);
        Assert.Null(rating.DisplayName);
    }

    [Theory]
    [InlineData(MetadataConditionOperator.Equals, "lead", 1)]
    [InlineData(MetadataConditionOperator.In, "lead,contact", 2)]
    [InlineData(MetadataConditionOperator.Equals, "Lead", 0)]
    public void Names_are_compared_exactly(MetadataConditionOperator how, string names, int found)
    {
        object value = how == MetadataConditionOperator.In ? names.Split(',') : names;
        var query = new EntityQueryExpression { Criteria = new MetadataFilterExpression(LogicalOperator.And) { Conditions = { new MetadataConditionExpression("LogicalName", how, value) } } };

        Assert.Equal(found, Changes(query).EntityMetadata.Count);
    }

    [Fact]
    public void Not_equal_and_not_in_are_the_rest()
    {
        var all = Changes(new EntityQueryExpression()).EntityMetadata.Count;

        Assert.Equal(all - 1, Changes(With(new MetadataConditionExpression("LogicalName", MetadataConditionOperator.NotEquals, "lead"))).EntityMetadata.Count);
        Assert.Equal(all - 2, Changes(With(new MetadataConditionExpression("LogicalName", MetadataConditionOperator.NotIn, new[] { "lead", "contact" }))).EntityMetadata.Count);
    }

    [Fact]
    public void Numbers_are_compared_by_size()
    {
        var found = Changes(With(
            new MetadataConditionExpression("ObjectTypeCode", MetadataConditionOperator.GreaterThan, 3),
            new MetadataConditionExpression("ObjectTypeCode", MetadataConditionOperator.LessThan, 5))).EntityMetadata;

        Assert.Equal("lead", found.Single().LogicalName);
    }

    [Fact]
    public void Filters_nest()
    {
        var query = new EntityQueryExpression { Criteria = new MetadataFilterExpression(LogicalOperator.Or) };
        query.Criteria.Filters.Add(new MetadataFilterExpression { Conditions = { new MetadataConditionExpression("LogicalName", MetadataConditionOperator.Equals, "lead") } });
        query.Criteria.Filters.Add(new MetadataFilterExpression { Conditions = { new MetadataConditionExpression("LogicalName", MetadataConditionOperator.Equals, "task") } });

        Assert.Equal(["lead", "task"], Changes(query).EntityMetadata.Select(e => e.LogicalName));
    }

    [Theory]
    [InlineData("Logicalname", MetadataConditionOperator.Equals, "lead")]
    [InlineData("DisplayName", MetadataConditionOperator.Equals, "Lead")]
    [InlineData("LogicalName", MetadataConditionOperator.In, "lead")]
    [InlineData("LogicalName", MetadataConditionOperator.GreaterThan, "lead")]
    public void A_condition_nobody_can_decide_is_refused(string property, MetadataConditionOperator how, string value)
    {
        var fault = TestOrganization.Fault(() => Changes(With(new MetadataConditionExpression(property, how, value))));

        Assert.Contains(property, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_property_is_refused_by_name()
    {
        Assert.Contains("'Colour'", TestOrganization.Fault(() => Changes(Query("LogicalName", "lead", "Colour"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_come_in_the_languages_asked_for()
    {
        org.Organization.ImportSolution(new MiniSolution().Zip());
        var query = Query("LogicalName", "lead", "Attributes");
        query.AttributeQuery = new AttributeQueryExpression { Criteria = new MetadataFilterExpression { Conditions = { new MetadataConditionExpression("LogicalName", MetadataConditionOperator.Equals, "mini_rating") } }, Properties = new MetadataPropertiesExpression("DisplayName") };
        query.LabelQuery = new LabelQueryExpression { FilterLanguages = { 1036 } };

        var label = Changes(query).EntityMetadata.Single().Attributes.Single().DisplayName;

        Assert.Equal(["mini_Rating libellé"], label.LocalizedLabels.Select(l => l.Label));
        Assert.Null(label.UserLocalizedLabel);
    }

    [Fact]
    public void Nothing_changed_when_nothing_was_imported()
    {
        var stamp = Changes(Minimal()).ServerVersionStamp;

        var again = Changes(Minimal(), stamp);

        Assert.Empty(again.EntityMetadata);
        Assert.Equal(stamp, again.ServerVersionStamp);
    }

    [Fact]
    public void After_an_import_what_is_new_or_changed_comes_and_nothing_else()
    {
        var stamp = Changes(Minimal()).ServerVersionStamp;
        org.Organization.ImportSolution(new MiniSolution().Zip());

        var changes = Changes(Minimal(), stamp);

        var thing = changes.EntityMetadata.Single(e => e.LogicalName == "mini_thing");
        var lead = changes.EntityMetadata.Single(e => e.LogicalName == "lead");
        Assert.True(thing.HasChanged);
        Assert.False(lead.HasChanged);
        Assert.Equal(["mini_rating"], lead.Attributes.Select(a => a.LogicalName));
        Assert.True(lead.Attributes[0].HasChanged);
        Assert.DoesNotContain(changes.EntityMetadata, e => e.LogicalName == "opportunity");
        Assert.NotEqual(stamp, changes.ServerVersionStamp);
    }

    [Fact]
    public void What_an_upgrade_dropped_is_told_by_kind()
    {
        org.Organization.ImportSolution(new MiniSolution().Zip());
        var stamp = Changes(Minimal()).ServerVersionStamp;
        var gone = ((RetrieveAttributeResponse)org.Service.Execute(new RetrieveAttributeRequest { EntityLogicalName = "mini_thing", LogicalName = "mini_count" })).AttributeMetadata.MetadataId!.Value;
        org.Service.Execute(new Microsoft.Crm.Sdk.Messages.StageAndUpgradeRequest { CustomizationFile = new MiniSolution { Version = "2.0.0.0" }.WithoutColumn("mini_Count").Zip().ToArray() });

        var deleted = Changes(Minimal(), stamp, DeletedMetadataFilters.All).DeletedMetadata;

        Assert.Equal([gone], deleted[DeletedMetadataFilters.Attribute]);
        Assert.Empty(deleted[DeletedMetadataFilters.Entity]);
        Assert.False(Changes(Minimal(), stamp).Results.Contains("DeletedMetadata"));
    }

    [Theory]
    [InlineData("1!01/01/2020 00:00:00")]
    [InlineData("nonsense")]
    public void An_unknown_stamp_has_expired(string stamp)
    {
        Assert.Equal(ErrorCodes.ExpiredVersionStamp, TestOrganization.Fault(() => Changes(Minimal(), stamp)).ErrorCode);
    }

    [Fact]
    public void The_same_schema_has_the_same_stamp_in_every_organisation()
    {
        using var other = new TestOrganization();

        Assert.Equal(Timestamp(org), Timestamp(other));
        other.Organization.ImportSolution(new MiniSolution().Zip());
        Assert.NotEqual(Timestamp(org), Timestamp(other));
    }

    private static EntityQueryExpression Minimal()
    {
        var query = new EntityQueryExpression { Properties = new MetadataPropertiesExpression("Attributes") };
        query.AttributeQuery = new AttributeQueryExpression();
        return query;
    }

    private static EntityQueryExpression Query(string property, string value, params string[] properties)
    {
        var query = With(new MetadataConditionExpression(property, MetadataConditionOperator.Equals, value));
        query.Properties = new MetadataPropertiesExpression(properties);
        return query;
    }

    private static EntityQueryExpression With(params MetadataConditionExpression[] conditions)
    {
        var query = new EntityQueryExpression { Criteria = new MetadataFilterExpression() };
        query.Criteria.Conditions.AddRange(conditions);
        return query;
    }

    private static string Timestamp(TestOrganization organization) => ((RetrieveTimestampResponse)organization.Service.Execute(new RetrieveTimestampRequest())).Timestamp;

    private RetrieveMetadataChangesResponse Changes(EntityQueryExpression query, string? stamp = null, DeletedMetadataFilters deleted = default)
    {
        var request = new RetrieveMetadataChangesRequest { Query = query, ClientVersionStamp = stamp };
        if ((int)deleted != 0)
            request.DeletedMetadataFilters = deleted;
        return (RetrieveMetadataChangesResponse)org.Service.Execute(request);
    }
}
