using System;
using System.Collections.ObjectModel;
using Microsoft.Xrm.Sdk.Metadata;

namespace Smarketing.LocalDataverse.Metadata;

/// <summary>Relationships as the SDK's metadata classes show them.</summary>
internal static class SdkRelationship
{
    /// <summary>The id of a relationship.</summary>
    public static Guid IdOf(string schemaName) => SdkValue.Id($"relationship:{schemaName}");

    /// <summary>A one-to-many relationship.</summary>
    public static OneToManyRelationshipMetadata Of(RelationshipDefinition relationship, MetadataCatalog catalog)
    {
        var referencing = catalog.Table(relationship.ReferencingTable);
        var metadata = new OneToManyRelationshipMetadata
        {
            ReferencingEntity = relationship.ReferencingTable,
            ReferencingAttribute = relationship.ReferencingColumn,
            ReferencingEntityNavigationPropertyName = NavigationNames.Single(relationship, catalog),
            ReferencedEntity = relationship.ReferencedTable,
            ReferencedAttribute = catalog.TryTable(relationship.ReferencedTable, out var referenced) ? referenced.PrimaryId : relationship.ReferencedTable + "id",
            ReferencedEntityNavigationPropertyName = NavigationNames.Collection(relationship),
            IsHierarchical = relationship.IsHierarchical,
            IsDenormalizedLookup = false,
            IsRelationshipAttributeDenormalized = false,
            RelationshipAttributes = new Collection<RelationshipAttribute>(),
            AssociatedMenuConfiguration = Menu(),
            CascadeConfiguration = new CascadeConfiguration
            {
                Assign = (CascadeType)relationship.Assign,
                Delete = (CascadeType)relationship.Delete,
                Merge = (CascadeType)relationship.Merge,
                Reparent = (CascadeType)relationship.Reparent,
                Share = (CascadeType)relationship.Share,
                Unshare = (CascadeType)relationship.Unshare,
                RollupView = CascadeType.NoCascade,
                Archive = CascadeType.NoCascade,
            },
        };
        Common(metadata, relationship.SchemaName, referencing.IsCustom || referencing.Column(relationship.ReferencingColumn).IsCustom);
        return metadata;
    }

    /// <summary>A many-to-many relationship.</summary>
    public static ManyToManyRelationshipMetadata Of(ManyToManyDefinition relationship, MetadataCatalog catalog)
    {
        var metadata = new ManyToManyRelationshipMetadata
        {
            IntersectEntityName = relationship.IntersectTable,
            Entity1LogicalName = relationship.Table1,
            Entity1IntersectAttribute = relationship.Column1,
            Entity1NavigationPropertyName = NavigationNames.Collection(relationship, isFirst: true),
            Entity1AssociatedMenuConfiguration = Menu(),
            Entity2LogicalName = relationship.Table2,
            Entity2IntersectAttribute = relationship.Column2,
            Entity2NavigationPropertyName = NavigationNames.Collection(relationship, isFirst: false),
            Entity2AssociatedMenuConfiguration = Menu(),
        };
        Common(metadata, relationship.SchemaName, catalog.TryTable(relationship.IntersectTable, out var intersect) && intersect.IsCustom);
        return metadata;
    }

    private static void Common(RelationshipMetadataBase metadata, string schemaName, bool isCustom)
    {
        metadata.MetadataId = IdOf(schemaName);
        metadata.SchemaName = schemaName;
        metadata.IsCustomRelationship = isCustom;
        metadata.IsCustomizable = SdkValue.Flag(isCustom, "iscustomizable");
        metadata.IsValidForAdvancedFind = true;
        metadata.SecurityTypes = SecurityTypes.Append;
        SdkValue.Set(metadata, nameof(metadata.IsManaged), !isCustom);
    }

    private static AssociatedMenuConfiguration Menu()
    {
        var menu = new AssociatedMenuConfiguration { Behavior = AssociatedMenuBehavior.UseCollectionName, Group = AssociatedMenuGroup.Details, Order = 10000 };
        SdkValue.Set(menu, nameof(menu.AvailableOffline), true);
        SdkValue.Set(menu, nameof(menu.IsCustomizable), true);
        return menu;
    }
}
