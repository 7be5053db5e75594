using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Client;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Sdk.Behaviour;

public sealed class EntityTests
{
    private static readonly Guid Id = new("7d7b8a55-6f1e-4a53-9d41-6a3c8f5d1b20");

    [Fact]
    public void An_absent_value_reads_as_the_default()
    {
        var entity = new Entity("lead");

        Assert.Null(entity.GetAttributeValue<string>("subject"));
        Assert.Null(entity.GetAttributeValue<int?>("numberofemployees"));
        Assert.Equal(0, entity.GetAttributeValue<int>("numberofemployees"));
    }

    [Fact]
    public void A_null_value_reads_as_the_default() =>
        Assert.Equal(0, new Entity("lead") { ["numberofemployees"] = null }.GetAttributeValue<int>("numberofemployees"));

    [Fact]
    public void A_value_of_another_type_fails_the_cast() =>
        Assert.Throws<InvalidCastException>(() => new Entity("lead") { ["subject"] = 5 }.GetAttributeValue<string>("subject"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void A_value_without_a_name_cannot_be_asked_for(string? name) =>
        Assert.Throws<ArgumentNullException>(() => new Entity("lead").GetAttributeValue<string>(name));

    [Fact]
    public void Trying_a_value_says_whether_it_is_there_in_that_type()
    {
        var entity = new Entity("lead") { ["numberofemployees"] = 12 };

        Assert.True(entity.TryGetAttributeValue<int>("numberofemployees", out var number));
        Assert.Equal(12, number);
        Assert.False(entity.TryGetAttributeValue<string>("numberofemployees", out _));
        Assert.False(entity.TryGetAttributeValue<int>("revenue", out _));
    }

    [Fact]
    public void The_indexer_fails_for_an_absent_attribute() =>
        Assert.Throws<KeyNotFoundException>(() => new Entity("lead")["subject"]);

    [Fact]
    public void A_column_with_null_is_contained() =>
        Assert.True(new Entity("lead") { ["subject"] = null }.Contains("subject"));

    [Fact]
    public void The_id_is_not_an_attribute()
    {
        var entity = new Entity("lead", Id);

        Assert.Equal(Id, entity.Id);
        Assert.Empty(entity.Attributes);
    }

    [Fact]
    public void A_reference_to_a_record_carries_its_table_id_key_and_row_version()
    {
        var entity = new Entity("lead", "smk_number", "L-7") { Id = Id, RowVersion = "42" };

        var reference = entity.ToEntityReference();

        Assert.Equal(("lead", Id, "42"), (reference.LogicalName, reference.Id, reference.RowVersion));
        Assert.Equal("L-7", reference.KeyAttributes["smk_number"]);
    }

    [Fact]
    public void Turning_into_a_table_class_keeps_the_record()
    {
        var entity = new Entity("lead", Id) { ["subject"] = "Fork lifts", RowVersion = "42" };

        var lead = entity.ToEntity<Lead>();

        Assert.Equal(("lead", Id, "42", "Fork lifts"), (lead.LogicalName, lead.Id, lead.RowVersion, lead.Subject));
    }

    [Fact]
    public void A_table_class_shares_its_attributes_with_the_record_it_came_from()
    {
        var entity = new Entity("lead", Id);

        entity.ToEntity<Lead>().Subject = "Fork lifts";

        Assert.Equal("Fork lifts", entity["subject"]);
    }

    [Fact]
    public void A_table_class_turns_back_into_a_plain_record_that_shares_too()
    {
        var lead = new Lead { Id = Id, Subject = "Fork lifts" };

        var entity = lead.ToEntity<Entity>();

        Assert.Equal(typeof(Entity), entity.GetType());
        Assert.Same(lead.Attributes, entity.Attributes);
    }

    [Fact]
    public void A_record_of_another_table_does_not_turn() =>
        Assert.Throws<NotSupportedException>(() => new Entity("contact").ToEntity<Lead>());

    [Fact]
    public void A_record_of_no_table_does_not_turn() =>
        Assert.Throws<NotSupportedException>(() => new Entity().ToEntity<Lead>());

    [Fact]
    public void A_class_that_does_not_name_its_table_is_refused() =>
        Assert.Throws<NotSupportedException>(() => new Entity("lead").ToEntity<Nameless>());

    [Fact]
    public void Related_records_come_back_under_the_relationship_they_were_set_for()
    {
        var lead = new Lead();
        var other = new Lead { Subject = "Pallets" };

        lead.Twins = [other];

        Assert.Equal([other], lead.Twins!);
        Assert.Same(other, lead.RelatedEntities[new Relationship("lead_twin")].Entities[0]);
        lead.Twins = null;
        Assert.Empty(lead.RelatedEntities);
    }

    [EntityLogicalName("lead")]
    private sealed class Lead : Entity
    {
        public Lead() : base("lead")
        {
        }

        public string? Subject
        {
            get => GetAttributeValue<string>("subject");
            set => SetAttributeValue("subject", value);
        }

        public IEnumerable<Lead>? Twins
        {
            get => GetRelatedEntities<Lead>("lead_twin", null);
            set => SetRelatedEntities("lead_twin", null, value);
        }
    }

    private sealed class Nameless : Entity;
}
