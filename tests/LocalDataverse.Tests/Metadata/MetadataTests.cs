using System;
using System.Linq;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Metadata;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.StandardTables;
using Smarketing.Tests.LocalDataverse.Storage;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Metadata;

public sealed class MetadataTests
{
    private static readonly MetadataCatalog Standard = StandardTables.NewCatalog();

    [Fact]
    public void An_unknown_table_faults_with_the_platforms_code_and_its_name()
    {
        var fault = Assert.Throws<FaultException<OrganizationServiceFault>>(() => Standard.Table("leed"));
        Assert.Equal(ErrorCodes.NoSuchTable, fault.Detail.ErrorCode);
        Assert.Contains("'leed'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_column_faults_with_the_platforms_code_and_the_nearest_name()
    {
        var fault = Assert.Throws<FaultException<OrganizationServiceFault>>(() => Standard.Table("lead").Column("Subject"));
        Assert.Equal(ErrorCodes.NoSuchColumn, fault.Detail.ErrorCode);
        Assert.Contains("Did you mean 'subject'?", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Merging_adds_columns_and_languages_and_leaves_the_rest()
    {
        var catalog = StandardTables.NewCatalog();
        var before = catalog.Table("lead");
        var french = new LocalizedText { Texts = new System.Collections.Generic.Dictionary<int, string> { [1036] = "Prospect" } };
        var merged = catalog.Merge(before with
        {
            DisplayName = french,
            Columns = [Sample.Column("smk_score", ColumnType.Decimal), before.Column("subject") with { MaxLength = 400 }],
        });
        Assert.Equal(before.Columns.Count + 1, merged.Columns.Count);
        Assert.Equal(400, merged.Column("subject").MaxLength);
        Assert.Equal("Lead", merged.DisplayName.For(1033));
        Assert.Equal("Prospect", merged.DisplayName.For(1036));
        Assert.Same(merged, catalog.Table("lead"));
    }

    [Fact]
    public void A_failed_change_is_undone_by_going_back_to_the_snapshot()
    {
        var catalog = StandardTables.NewCatalog();
        var snapshot = catalog.Snapshot();
        catalog.Add(Sample.SampleTable);
        catalog.Restore(snapshot);
        Assert.False(catalog.TryTable(Sample.Table, out _));
    }

    [Fact]
    public void A_table_is_added_once()
    {
        Assert.Throws<ArgumentException>(() => StandardTables.NewCatalog().Add(Standard.Table("lead")));
    }

    [Fact]
    public void A_column_is_defined_once()
    {
        var table = Standard.Table("lead");
        Assert.Throws<ArgumentException>(() => table with { Columns = [table.Columns[0], table.Columns[0]] });
    }

    [Theory]
    [InlineData(1036, "Beta")]
    [InlineData(1033, "Apple")]
    [InlineData(1031, "Apple")]
    public void Options_have_labels_in_all_languages_and_one_for_the_user(int language, string expected)
    {
        var column = (PicklistAttributeMetadata)SdkColumn.Of(Sample.SampleTable, Sample.SampleTable.Column("smk_choice"), language);
        var label = column.OptionSet.Options.Single(o => o.Value == 2).Label;
        Assert.Equal(expected, label.UserLocalizedLabel.Label);
        Assert.Equal(["Apple", "Beta"], label.LocalizedLabels.Select(l => l.Label));
    }

    [Fact]
    public void A_table_shows_its_columns_keys_relationships_and_privileges()
    {
        var lead = SdkTable.Of(Standard.Table("lead"), Standard, EntityFilters.All, 1033);
        Assert.Equal(("leadid", "fullname", 4), (lead.PrimaryIdAttribute, lead.PrimaryNameAttribute, lead.ObjectTypeCode!.Value));
        Assert.Equal(Standard.Table("lead").Columns.Count, lead.Attributes.Length);
        Assert.Equal(8, lead.Privileges.Length);
        Assert.Contains(lead.ManyToOneRelationships, r => r is { SchemaName: "lead_parent_contact", ReferencedEntity: "contact", ReferencedAttribute: "contactid", CascadeConfiguration.Delete: CascadeType.RemoveLink });
        Assert.Contains(lead.OneToManyRelationships, r => r.ReferencingEntity == "opportunity");
        Assert.Contains(lead.ManyToManyRelationships, r => r.SchemaName == "listlead_association");
        Assert.Equal(["smk_key"], SdkTable.Of(Sample.SampleTable, Sample.Catalog(), EntityFilters.Entity, 1033).Keys.Single().KeyAttributes);
    }

    [Fact]
    public void Every_standard_column_has_a_view_in_the_sdk_of_its_own_type()
    {
        foreach (var table in StandardTables.Tables)
        {
            foreach (var column in table.Columns)
            {
                var metadata = SdkColumn.Of(table, column, 1033);
                Assert.Equal(column.LogicalName, metadata.LogicalName);
                Assert.Equal($"{column.Type}Type", metadata.AttributeTypeName.Value);
            }
        }
    }

    [Fact]
    public void A_state_knows_its_default_status_and_a_status_its_state()
    {
        var table = Standard.Table("lead");
        var state = (StateAttributeMetadata)SdkColumn.Of(table, table.Column("statecode"), 1033);
        var status = (StatusAttributeMetadata)SdkColumn.Of(table, table.Column("statuscode"), 1033);
        Assert.Equal(3, ((StateOptionMetadata)state.OptionSet.Options.Single(o => o.Value == 1)).DefaultStatus);
        Assert.Equal(2, ((StatusOptionMetadata)status.OptionSet.Options.Single(o => o.Value == 7)).State);
    }
}
