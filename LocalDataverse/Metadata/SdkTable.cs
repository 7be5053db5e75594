using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Metadata;

namespace Smarketing.LocalDataverse.Metadata;

/// <summary>Tables as the SDK's metadata classes show them.</summary>
internal static class SdkTable
{
    /// <summary>The platform numbers tables of solutions from here on.</summary>
    private const int FirstCustomCode = 10000;

    /// <summary>The id of a table.</summary>
    public static Guid IdOf(string logicalName) => SdkValue.Id($"table:{logicalName}");

    /// <summary>The id of an alternate key.</summary>
    public static Guid IdOf(TableDefinition table, KeyDefinition key) => SdkValue.Id($"key:{table.LogicalName}.{key.LogicalName}");

    /// <summary>The SDK's view of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="catalog">Where its relationships are.</param>
    /// <param name="filters">What to include beside the table itself.</param>
    /// <param name="userLanguage">The language (LCID) of the labels' user-localized text.</param>
    public static EntityMetadata Of(TableDefinition table, MetadataCatalog catalog, EntityFilters filters, int userLanguage)
    {
        var setName = table.EntitySetName.Length == 0 ? null : table.EntitySetName;
        var metadata = new EntityMetadata
        {
            MetadataId = IdOf(table.LogicalName),
            LogicalName = table.LogicalName,
            SchemaName = table.SchemaName,
            EntitySetName = setName,
            LogicalCollectionName = setName,
            DisplayName = SdkValue.Label(table.DisplayName, userLanguage),
            DisplayCollectionName = SdkValue.Label(table.DisplayCollectionName, userLanguage),
            Description = SdkValue.Label(table.Description, userLanguage),
            IsActivity = table.IsActivity,
            ActivityTypeMask = table.IsActivity ? 1 : 0,
            TableType = "Standard",
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
        SdkValue.Set(metadata, nameof(metadata.PrimaryImageAttribute), table.Columns.FirstOrDefault(c => c.Type == ColumnType.Image)?.LogicalName);
        SdkValue.Set(metadata, nameof(metadata.ObjectTypeCode), ObjectTypeCode(table, catalog));
        SdkValue.Set(metadata, nameof(metadata.CollectionSchemaName), CollectionSchemaName(table));
        SdkValue.Set(metadata, nameof(metadata.ReportViewName), "Filtered" + table.SchemaName);
        SdkValue.Set(metadata, nameof(metadata.IsCustomEntity), table.IsCustom);
        SdkValue.Set(metadata, nameof(metadata.IsManaged), !table.IsCustom);
        SdkValue.Set(metadata, nameof(metadata.Keys), table.Keys.Select(k => Key(table, k, userLanguage)).ToArray());
        Abilities(metadata, table, catalog);
        Customization(metadata, table);
        Parts(metadata, table, catalog, filters, userLanguage);
        return metadata;
    }

    /// <summary>The SDK's view of an alternate key.</summary>
    public static EntityKeyMetadata Key(TableDefinition table, KeyDefinition key, int userLanguage)
    {
        var metadata = new EntityKeyMetadata
        {
            MetadataId = IdOf(table, key),
            LogicalName = key.LogicalName,
            SchemaName = key.SchemaName,
            KeyAttributes = key.Columns.ToArray(),
            DisplayName = SdkValue.Label(key.DisplayName, userLanguage),
            IsSecondaryKey = false,
        };
        SdkValue.Set(metadata, nameof(metadata.EntityLogicalName), table.LogicalName);
        SdkValue.Set(metadata, nameof(metadata.EntityKeyIndexStatus), EntityKeyIndexStatus.Active);
        SdkValue.Set(metadata, nameof(metadata.IsCustomizable), SdkValue.Flag(true, "iscustomizable"));
        SdkValue.Set(metadata, nameof(metadata.IsManaged), false);
        return metadata;
    }

    private static void Parts(EntityMetadata metadata, TableDefinition table, MetadataCatalog catalog, EntityFilters filters, int userLanguage)
    {
        if (filters.HasFlag(EntityFilters.Attributes))
            SdkValue.Set(metadata, nameof(metadata.Attributes), table.Columns.Select(c => SdkColumn.Of(table, c, userLanguage)).ToArray());
        if (filters.HasFlag(EntityFilters.Privileges))
            SdkValue.Set(metadata, nameof(metadata.Privileges), table.Privileges.Select(Privilege).ToArray());
        if (filters.HasFlag(EntityFilters.Relationships))
        {
            SdkValue.Set(metadata, nameof(metadata.ManyToOneRelationships), table.ManyToOne.Select(r => SdkRelationship.Of(r, catalog)).ToArray());
            SdkValue.Set(metadata, nameof(metadata.OneToManyRelationships), catalog.OneToMany(table.LogicalName).Select(r => SdkRelationship.Of(r, catalog)).ToArray());
            SdkValue.Set(metadata, nameof(metadata.ManyToManyRelationships), catalog.ManyToMany
                .Where(r => string.Equals(r.Table1, table.LogicalName, StringComparison.Ordinal) || string.Equals(r.Table2, table.LogicalName, StringComparison.Ordinal))
                .Select(r => SdkRelationship.Of(r, catalog)).ToArray());
        }
    }

    // What rows of the table can do.
    private static void Abilities(EntityMetadata metadata, TableDefinition table, MetadataCatalog catalog)
    {
        metadata.HasNotes = IsTargetOf("annotation", "objectid", table, catalog);
        metadata.HasActivities = IsTargetOf("activitypointer", "regardingobjectid", table, catalog);
        metadata.HasFeedback = false;
        metadata.HasEmailAddresses = table.Columns.Any(c => string.Equals(c.Format, "Email", StringComparison.OrdinalIgnoreCase));
        metadata.IsActivityParty = IsTargetOf("activityparty", "partyid", table, catalog);
        metadata.IsValidForQueue = SdkValue.Flag(IsTargetOf("queueitem", "objectid", table, catalog), "canmodifyqueuesettings");
        metadata.IsConnectionsEnabled = SdkValue.Flag(false, "canmodifyconnectionsettings");
        metadata.IsDuplicateDetectionEnabled = SdkValue.Flag(false, "canmodifyduplicatedetectionsettings");
        metadata.IsAuditEnabled = SdkValue.Flag(false, "canmodifyauditsettings");
        metadata.ChangeTrackingEnabled = false;
        metadata.IsSLAEnabled = table.TryColumn("slaid", out _);
        metadata.IsBPFEntity = false;
        metadata.IsBusinessProcessEnabled = table.TryColumn("processid", out _);
        metadata.IsDocumentManagementEnabled = false;
        metadata.IsQuickCreateEnabled = false;
        metadata.IsKnowledgeManagementEnabled = false;
        metadata.IsSolutionAware = false;
        SdkValue.Set(metadata, nameof(metadata.IsStateModelAware), table.TryColumn("statecode", out _));
        SdkValue.Set(metadata, nameof(metadata.EnforceStateTransitions), table.EnforcesTransitions);
        SdkValue.Set(metadata, nameof(metadata.IsOptimisticConcurrencyEnabled), table.TryColumn("versionnumber", out _));
        SdkValue.Set(metadata, nameof(metadata.IsIntersect), catalog.ManyToMany.Any(r => string.Equals(r.IntersectTable, table.LogicalName, StringComparison.Ordinal)));
        SdkValue.Set(metadata, nameof(metadata.IsLogicalEntity), false);
        SdkValue.Set(metadata, nameof(metadata.IsPrivate), false);
        SdkValue.Set(metadata, nameof(metadata.IsValidForAdvancedFind), metadata.IsIntersect != true);
        SdkValue.Set(metadata, nameof(metadata.CanTriggerWorkflow), metadata.IsIntersect != true);
    }

    private static void Customization(EntityMetadata metadata, TableDefinition table)
    {
        metadata.IsCustomizable = SdkValue.Flag(true, "iscustomizable");
        metadata.IsRenameable = SdkValue.Flag(true, "isrenameable");
        metadata.IsMappable = SdkValue.Flag(true, "ismappable");
        metadata.CanCreateAttributes = SdkValue.Flag(true, "cancreateattributes");
        metadata.CanCreateForms = SdkValue.Flag(true, "cancreateforms");
        metadata.CanCreateViews = SdkValue.Flag(true, "cancreateviews");
        metadata.CanCreateCharts = SdkValue.Flag(true, "cancreatecharts");
        metadata.CanModifyAdditionalSettings = SdkValue.Flag(true, "canmodifyadditionalsettings");
        var canRelate = table.EntitySetName.Length > 0;
        SdkValue.Set(metadata, nameof(metadata.CanBeInManyToMany), SdkValue.Flag(canRelate, "canbeinmanytomany"));
        SdkValue.Set(metadata, nameof(metadata.CanBePrimaryEntityInRelationship), SdkValue.Flag(canRelate, "canbeprimaryentityinrelationship"));
        SdkValue.Set(metadata, nameof(metadata.CanBeRelatedEntityInRelationship), SdkValue.Flag(canRelate, "canberelatedentityinrelationship"));
    }

    private static bool IsTargetOf(string from, string column, TableDefinition table, MetadataCatalog catalog) =>
        catalog.TryTable(from, out var referencing)
        && referencing.ManyToOne.Any(r => string.Equals(r.ReferencingColumn, column, StringComparison.Ordinal) && string.Equals(r.ReferencedTable, table.LogicalName, StringComparison.Ordinal));

    // Numbered as they came: the order of the catalog is that of their arrival.
    private static int ObjectTypeCode(TableDefinition table, MetadataCatalog catalog) =>
        table.ObjectTypeCode != 0
            ? table.ObjectTypeCode
            : FirstCustomCode + catalog.Tables.Where(t => t.ObjectTypeCode == 0).TakeWhile(t => !string.Equals(t.LogicalName, table.LogicalName, StringComparison.Ordinal)).Count();

    // smk_agreements of smk_Agreement is smk_Agreements: the plural with the casing of the singular.
    private static string? CollectionSchemaName(TableDefinition table)
    {
        var (schema, set) = (table.SchemaName, table.EntitySetName);
        if (set.Length == 0)
            return null;
        var same = 0;
        while (same < schema.Length && same < set.Length && char.ToLowerInvariant(schema[same]) == char.ToLowerInvariant(set[same]))
            same++;
        return schema[..same] + set[same..];
    }

    private static SecurityPrivilegeMetadata Privilege(PrivilegeDefinition privilege)
    {
        // The SDK's class has no public constructor.
        var metadata = (SecurityPrivilegeMetadata)Activator.CreateInstance(typeof(SecurityPrivilegeMetadata), nonPublic: true)!;
        SdkValue.Set(metadata, nameof(metadata.Name), privilege.Name);
        SdkValue.Set(metadata, nameof(metadata.PrivilegeId), SdkValue.Id($"privilege:{privilege.Name}"));
        SdkValue.Set(metadata, nameof(metadata.PrivilegeType), Enum.Parse<PrivilegeType>(privilege.Access));
        SdkValue.Set(metadata, nameof(metadata.CanBeBasic), privilege.Depths.Contains("basic", StringComparer.Ordinal));
        SdkValue.Set(metadata, nameof(metadata.CanBeLocal), privilege.Depths.Contains("local", StringComparer.Ordinal));
        SdkValue.Set(metadata, nameof(metadata.CanBeDeep), privilege.Depths.Contains("deep", StringComparer.Ordinal));
        SdkValue.Set(metadata, nameof(metadata.CanBeGlobal), privilege.Depths.Contains("global", StringComparer.Ordinal));
        return metadata;
    }
}
