using System;
using Microsoft.Xrm.Sdk.Metadata;

namespace Smarketing.LocalDataverse.Metadata;

/// <summary>Columns as the SDK's metadata classes show them.</summary>
internal static class SdkColumn
{
    /// <summary>The id of a column.</summary>
    public static Guid IdOf(TableDefinition table, ColumnDefinition column) => SdkValue.Id($"column:{table.LogicalName}.{column.LogicalName}");

    /// <summary>The SDK's view of a column, labels in all languages known.</summary>
    public static AttributeMetadata Of(TableDefinition table, ColumnDefinition column, int userLanguage)
    {
        var metadata = SdkColumnType.Of(table, column, userLanguage);
        metadata.MetadataId = IdOf(table, column);
        metadata.LogicalName = column.LogicalName;
        metadata.SchemaName = column.SchemaName;
        metadata.DisplayName = SdkValue.Label(column.DisplayName, userLanguage);
        metadata.Description = SdkValue.Label(column.Description, userLanguage);
        metadata.SourceType = column.Type == ColumnType.Virtual ? null : 0;
        metadata.RequiredLevel = Required(column.RequiredLevel);
        metadata.IsValidForCreate = column.IsValidForCreate;
        metadata.IsValidForUpdate = column.IsValidForUpdate;
        metadata.AutoNumberFormat = column.AutoNumberFormat;
        metadata.IsSecured = column.IsSecured;
        metadata.IsRequiredForForm = false;
        metadata.IsDataSourceSecret = false;
        var isOwn = column.AttributeOf is null && column.IsValidForRead;
        metadata.IsValidForForm = isOwn;
        metadata.IsValidForGrid = isOwn;
        metadata.IsValidForAdvancedFind = SdkValue.Flag(isOwn, "canmodifysearchsettings");
        metadata.IsSortableEnabled = SdkValue.Flag(false, "canmodifyissortablesettings");
        metadata.IsGlobalFilterEnabled = SdkValue.Flag(false, "canmodifyglobalfiltersettings");
        metadata.IsAuditEnabled = SdkValue.Flag(false, "canmodifyauditsettings");
        metadata.IsCustomizable = SdkValue.Flag(true, "iscustomizable");
        metadata.IsRenameable = SdkValue.Flag(true, "isrenameable");
        metadata.CanModifyAdditionalSettings = SdkValue.Flag(true, "canmodifyadditionalsettings");
        SetByPlatform(metadata, table, column);
        return metadata;
    }

    private static void SetByPlatform(AttributeMetadata metadata, TableDefinition table, ColumnDefinition column)
    {
        SdkValue.Set(metadata, nameof(metadata.IsValidForRead), column.IsValidForRead);
        SdkValue.Set(metadata, nameof(metadata.EntityLogicalName), table.LogicalName);
        SdkValue.Set(metadata, nameof(metadata.AttributeOf), column.AttributeOf);
        SdkValue.Set(metadata, nameof(metadata.ColumnNumber), ColumnNumber(table, column));
        SdkValue.Set(metadata, nameof(metadata.IsLogical), column.AttributeOf is not null);
        SdkValue.Set(metadata, nameof(metadata.IsCustomAttribute), column.IsCustom);
        SdkValue.Set(metadata, nameof(metadata.IsManaged), !column.IsCustom);
        SdkValue.Set(metadata, nameof(metadata.IsPrimaryId), string.Equals(column.LogicalName, table.PrimaryId, StringComparison.Ordinal));
        SdkValue.Set(metadata, nameof(metadata.IsPrimaryName), string.Equals(column.LogicalName, table.PrimaryName, StringComparison.Ordinal));
        SdkValue.Set(metadata, nameof(metadata.IsValidODataAttribute), column.IsValidForRead && column.Type is not (ColumnType.PartyList or ColumnType.Virtual or ColumnType.ManagedProperty));
        var canBeSecured = column.IsCustom && column.Type != ColumnType.Uniqueidentifier;
        SdkValue.Set(metadata, nameof(metadata.CanBeSecuredForCreate), canBeSecured && column.IsValidForCreate);
        SdkValue.Set(metadata, nameof(metadata.CanBeSecuredForRead), canBeSecured && column.IsValidForRead);
        SdkValue.Set(metadata, nameof(metadata.CanBeSecuredForUpdate), canBeSecured && column.IsValidForUpdate);
    }

    private static int ColumnNumber(TableDefinition table, ColumnDefinition column)
    {
        for (var i = 0; i < table.Columns.Count; i++)
        {
            if (ReferenceEquals(table.Columns[i], column))
                return i + 1;
        }

        return 0;
    }

    private static AttributeRequiredLevelManagedProperty Required(RequiredLevel level)
    {
        var required = new AttributeRequiredLevelManagedProperty(level switch
        {
            RequiredLevel.SystemRequired => AttributeRequiredLevel.SystemRequired,
            RequiredLevel.ApplicationRequired => AttributeRequiredLevel.ApplicationRequired,
            RequiredLevel.Recommended => AttributeRequiredLevel.Recommended,
            _ => AttributeRequiredLevel.None,
        })
        {
            CanBeChanged = level != RequiredLevel.SystemRequired,
        };
        SdkValue.Set(required, nameof(required.ManagedPropertyLogicalName), "canmodifyrequirementlevelsettings");
        return required;
    }
}
