using System;
using System.IO;
using System.Runtime.Serialization;
using System.Text;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Metadata;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Sdk.Behaviour;

public sealed class SerialisationTests
{
    private static readonly Guid Id = new("7d7b8a55-6f1e-4a53-9d41-6a3c8f5d1b20");

    [Fact]
    public void A_record_comes_back_with_all_its_values()
    {
        var entity = new Entity("lead", Id) { ["revenue"] = new Money(5m), ["campaignid"] = new EntityReference("campaign", Id), ["industrycode"] = new OptionSetValue(3) };
        entity.FormattedValues["revenue"] = "€5.00";

        var back = RoundTrip(entity);

        Assert.Equal(("lead", Id), (back.LogicalName, back.Id));
        Assert.Equal([.. entity.Attributes], [.. back.Attributes]);
        Assert.Equal("€5.00", back.FormattedValues["revenue"]);
    }

    [Fact]
    public void A_request_comes_back_with_its_parameters()
    {
        var back = RoundTrip(new OrganizationRequest("smk_ScoreLead") { ["LanguageCode"] = 1036 });

        Assert.Equal("smk_ScoreLead", back.RequestName);
        Assert.Equal(1036, back["LanguageCode"]);
    }

    [Fact]
    public void A_query_comes_back_with_its_conditions_and_links()
    {
        var query = new QueryExpression("lead") { ColumnSet = new ColumnSet("subject"), TopCount = 5 };
        query.Criteria.AddCondition("smk_grade", ConditionOperator.In, 1, 2);
        query.AddLink("campaign", "campaignid", "campaignid").EntityAlias = "c";

        var back = RoundTrip(query);

        Assert.Equal(["subject"], back.ColumnSet.Columns);
        Assert.Equal([1, 2], back.Criteria.Conditions[0].Values);
        Assert.Equal("c", back.LinkEntities[0].EntityAlias);
    }

    [Fact]
    public void Metadata_comes_back_with_labels_and_options()
    {
        var column = new PicklistAttributeMetadata("smk_Grade")
        {
            OptionSet = new OptionSetMetadata { Options = { new OptionMetadata(new Label("A1", 1033), 727000000) } },
            RequiredLevel = new AttributeRequiredLevelManagedProperty(AttributeRequiredLevel.Recommended),
        };

        var back = RoundTrip(column);

        Assert.Equal((AttributeTypeCode.Picklist, AttributeTypeDisplayName.PicklistType), (back.AttributeType, back.AttributeTypeName));
        Assert.Equal("A1", back.OptionSet.Options[0].Label.LocalizedLabels[0].Label);
        Assert.Equal(AttributeRequiredLevel.Recommended, back.RequiredLevel.Value);
    }

    [Fact]
    public void The_wire_form_carries_the_names_of_the_platform()
    {
        using var stream = new MemoryStream();
        new DataContractSerializer(typeof(Money)).WriteObject(stream, new Money(5m));

        Assert.Equal("<Money xmlns=\"http://schemas.microsoft.com/xrm/2011/Contracts\" xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\"><Value>5</Value></Money>", Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static T RoundTrip<T>(T value)
    {
        var serializer = new DataContractSerializer(typeof(T), [typeof(Money), typeof(EntityReference), typeof(OptionSetValue)]);
        using var stream = new MemoryStream();
        serializer.WriteObject(stream, value);
        stream.Position = 0;
        return (T)serializer.ReadObject(stream)!;
    }
}
