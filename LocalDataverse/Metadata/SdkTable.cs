using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Metadata;

namespace Smarketing.LocalDataverse.Metadata;

/// <summary>Tables as the SDK's metadata classes show them, for RetrieveEntity.</summary>
internal static class SdkTable
{
    /// <summary>The SDK's view of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="catalog">Where its relationships are.</param>
    /// <param name="filters">What to include beside the table itself.</param>
    /// <param name="userLanguage">The language (LCID) of the labels' user-localized text.</param>
    public static EntityMetadata Of(TableDefinition table, MetadataCatalog catalog, EntityFilters filters, int userLanguage)
    {
        var metadata = new EntityMetadata
        {
            MetadataId = SdkValue.Id($"table:{table.LogicalName}"),
            LogicalName = table.LogicalName,
            SchemaName = table.SchemaName,
            EntitySetName = table.EntitySetName,
            LogicalCollectionName = table.EntitySetName,
            DisplayName = SdkValue.Label(table.DisplayName, userLanguage),
            DisplayCollectionName = SdkValue.Label(table.DisplayCollectionName, userLanguage),
            Description = SdkValue.Label(table.Description, userLanguage),
            IsActivity = table.IsActivity,
            OwnershipType = table.Ownership switch
            {
                TableOwnership.UserOwned => OwnershipTypes.UserOwned,
                TableOwnership.OrganizationOwned => OwnershipTypes.OrganizationOwned,
                TableOwnership.BusinessOwned => OwnershipTypes.BusinessOwned,
                _ => OwnershipTypes.None,
            },
        };
        SdkValue.Set(metadata, nameof(metadata.PrimaryIdAttribute), table.PrimaryId);
        SdkValue.Set(metadata, nameof(metadata.PrimaryNameAttribute), table.PrimaryName);
        SdkValue.Set(metadata, nameof(metadata.ObjectTypeCode), table.ObjectTypeCode == 0 ? null : table.ObjectTypeCode);
        SdkValue.Set(metadata, nameof(metadata.IsCustomEntity), table.IsCustom);
        SdkValue.Set(metadata, nameof(metadata.IsOptimisticConcurrencyEnabled), table.TryColumn("versionnumber", out _));
        SdkValue.Set(metadata, nameof(metadata.Keys), table.Keys.Select(k => Key(table, k, userLanguage)).ToArray());
        if (filters.HasFlag(EntityFilters.Attributes))
            SdkValue.Set(metadata, nameof(metadata.Attributes), table.Columns.Select(c => SdkColumn.Of(table, c, userLanguage)).ToArray());
        if (filters.HasFlag(EntityFilters.Privileges))
            SdkValue.Set(metadata, nameof(metadata.Privileges), table.Privileges.Select(Privilege).ToArray());
        if (filters.HasFlag(EntityFilters.Relationships))
        {
            SdkValue.Set(metadata, nameof(metadata.ManyToOneRelationships), table.ManyToOne.Select(r => Relationship(r, catalog)).ToArray());
            SdkValue.Set(metadata, nameof(metadata.OneToManyRelationships), catalog.OneToMany(table.LogicalName).Select(r => Relationship(r, catalog)).ToArray());
            SdkValue.Set(metadata, nameof(metadata.ManyToManyRelationships), catalog.ManyToMany
                .Where(r => string.Equals(r.Table1, table.LogicalName, System.StringComparison.Ordinal) || string.Equals(r.Table2, table.LogicalName, System.StringComparison.Ordinal))
                .Select(Relationship).ToArray());
        }

        return metadata;
    }

    private static EntityKeyMetadata Key(TableDefinition table, KeyDefinition key, int userLanguage)
    {
        var metadata = new EntityKeyMetadata
        {
            MetadataId = SdkValue.Id($"key:{table.LogicalName}.{key.LogicalName}"),
            LogicalName = key.LogicalName,
            SchemaName = key.SchemaName,
            KeyAttributes = key.Columns.ToArray(),
            DisplayName = SdkValue.Label(key.DisplayName, userLanguage),
        };
        SdkValue.Set(metadata, nameof(metadata.EntityLogicalName), table.LogicalName);
        SdkValue.Set(metadata, nameof(metadata.EntityKeyIndexStatus), EntityKeyIndexStatus.Active);
        return metadata;
    }

    private static SecurityPrivilegeMetadata Privilege(PrivilegeDefinition privilege)
    {
        // The SDK's class has no public constructor.
        var metadata = (SecurityPrivilegeMetadata)System.Activator.CreateInstance(typeof(SecurityPrivilegeMetadata), nonPublic: true)!;
        SdkValue.Set(metadata, nameof(metadata.Name), privilege.Name);
        SdkValue.Set(metadata, nameof(metadata.PrivilegeId), SdkValue.Id($"privilege:{privilege.Name}"));
        SdkValue.Set(metadata, nameof(metadata.PrivilegeType), System.Enum.Parse<PrivilegeType>(privilege.Access));
        SdkValue.Set(metadata, nameof(metadata.CanBeBasic), privilege.Depths.Contains("basic", System.StringComparer.Ordinal));
        SdkValue.Set(metadata, nameof(metadata.CanBeLocal), privilege.Depths.Contains("local", System.StringComparer.Ordinal));
        SdkValue.Set(metadata, nameof(metadata.CanBeDeep), privilege.Depths.Contains("deep", System.StringComparer.Ordinal));
        SdkValue.Set(metadata, nameof(metadata.CanBeGlobal), privilege.Depths.Contains("global", System.StringComparer.Ordinal));
        return metadata;
    }

    private static OneToManyRelationshipMetadata Relationship(RelationshipDefinition relationship, MetadataCatalog catalog) => new()
    {
        MetadataId = SdkValue.Id($"relationship:{relationship.SchemaName}"),
        SchemaName = relationship.SchemaName,
        ReferencingEntity = relationship.ReferencingTable,
        ReferencingAttribute = relationship.ReferencingColumn,
        ReferencedEntity = relationship.ReferencedTable,
        ReferencedAttribute = catalog.TryTable(relationship.ReferencedTable, out var referenced) ? referenced.PrimaryId : relationship.ReferencedTable + "id",
        IsHierarchical = relationship.IsHierarchical,
        CascadeConfiguration = new CascadeConfiguration
        {
            Assign = (CascadeType)relationship.Assign,
            Delete = (CascadeType)relationship.Delete,
            Merge = (CascadeType)relationship.Merge,
            Reparent = (CascadeType)relationship.Reparent,
            Share = (CascadeType)relationship.Share,
            Unshare = (CascadeType)relationship.Unshare,
        },
    };

    private static ManyToManyRelationshipMetadata Relationship(ManyToManyDefinition relationship) => new()
    {
        MetadataId = SdkValue.Id($"relationship:{relationship.SchemaName}"),
        SchemaName = relationship.SchemaName,
        IntersectEntityName = relationship.IntersectTable,
        Entity1LogicalName = relationship.Table1,
        Entity1IntersectAttribute = relationship.Column1,
        Entity2LogicalName = relationship.Table2,
        Entity2IntersectAttribute = relationship.Column2,
    };
}
