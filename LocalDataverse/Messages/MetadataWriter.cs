using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Metadata;
using Smarketing.LocalDataverse.Metadata;
using SdkDateTimeBehavior = Microsoft.Xrm.Sdk.Metadata.DateTimeBehavior;

namespace Smarketing.LocalDataverse.Messages;

/// <summary>Writes the catalog's definitions as the SDK's metadata.</summary>
internal static class MetadataWriter
{
    public static EntityMetadata Table(MetadataCatalog catalog, TableDefinition table, EntityFilters filters)
    {
        var metadata = new EntityMetadata
        {
            LogicalName = table.LogicalName,
            SchemaName = table.SchemaName,
            EntitySetName = table.EntitySetName,
            DisplayName = Text(table.DisplayName),
            DisplayCollectionName = Text(table.DisplayCollectionName),
            Description = Text(table.Description),
            IsActivity = table.IsActivity,
            OwnershipType = table.Ownership switch
            {
                TableOwnership.UserOwned => OwnershipTypes.UserOwned,
                TableOwnership.OrganizationOwned => OwnershipTypes.OrganizationOwned,
                TableOwnership.BusinessOwned => OwnershipTypes.BusinessOwned,
                _ => OwnershipTypes.None,
            },
        };
        Set(metadata, nameof(EntityMetadata.ObjectTypeCode), (int?)table.ObjectTypeCode);
        Set(metadata, nameof(EntityMetadata.PrimaryIdAttribute), table.PrimaryId);
        Set(metadata, nameof(EntityMetadata.PrimaryNameAttribute), table.PrimaryName);
        Set(metadata, nameof(EntityMetadata.IsCustomEntity), (bool?)table.IsCustom);
        if (filters.HasFlag(EntityFilters.Attributes))
        {
            Set(metadata, nameof(EntityMetadata.Attributes), table.Columns.Select(c => Column(table, c)).ToArray());
            Set(metadata, nameof(EntityMetadata.Keys), table.Keys.Select(k => Key(table, k)).ToArray());
        }

        if (filters.HasFlag(EntityFilters.Relationships))
        {
            Set(metadata, nameof(EntityMetadata.ManyToOneRelationships), table.ManyToOne.Select(r => Relationship(catalog, r)).ToArray());
            Set(metadata, nameof(EntityMetadata.OneToManyRelationships), catalog.OneToMany(table.LogicalName).Select(r => Relationship(catalog, r)).ToArray());
        }

        return metadata;
    }

    public static AttributeMetadata Column(TableDefinition table, ColumnDefinition column)
    {
        var metadata = Typed(column);
        metadata.LogicalName = column.LogicalName;
        metadata.SchemaName = column.SchemaName;
        metadata.DisplayName = Text(column.DisplayName);
        metadata.Description = Text(column.Description);
        metadata.RequiredLevel = new AttributeRequiredLevelManagedProperty(column.RequiredLevel switch
        {
            RequiredLevel.SystemRequired => AttributeRequiredLevel.SystemRequired,
            RequiredLevel.ApplicationRequired => AttributeRequiredLevel.ApplicationRequired,
            RequiredLevel.Recommended => AttributeRequiredLevel.Recommended,
            _ => AttributeRequiredLevel.None,
        });
        metadata.IsValidForCreate = column.IsValidForCreate;
        metadata.IsValidForUpdate = column.IsValidForUpdate;
        Set(metadata, nameof(AttributeMetadata.IsValidForRead), (bool?)column.IsValidForRead);
        Set(metadata, nameof(AttributeMetadata.EntityLogicalName), table.LogicalName);
        Set(metadata, nameof(AttributeMetadata.AttributeOf), column.AttributeOf);
        Set(metadata, nameof(AttributeMetadata.IsCustomAttribute), (bool?)column.IsCustom);
        Set(metadata, nameof(AttributeMetadata.IsPrimaryId), (bool?)string.Equals(column.LogicalName, table.PrimaryId, StringComparison.Ordinal));
        Set(metadata, nameof(AttributeMetadata.IsPrimaryName), (bool?)string.Equals(column.LogicalName, table.PrimaryName, StringComparison.Ordinal));
        return metadata;
    }

    private static AttributeMetadata Typed(ColumnDefinition column)
    {
        switch (column.Type)
        {
            case ColumnType.Boolean:
                return new BooleanAttributeMetadata { DefaultValue = column.DefaultValue == 1 };
            case ColumnType.Integer:
                return new IntegerAttributeMetadata { MinValue = (int?)column.MinValue, MaxValue = (int?)column.MaxValue };
            case ColumnType.BigInt:
                return new BigIntAttributeMetadata();
            case ColumnType.Decimal:
                return new DecimalAttributeMetadata { MinValue = column.MinValue, MaxValue = column.MaxValue, Precision = column.Precision };
            case ColumnType.Double:
                return new DoubleAttributeMetadata { MinValue = (double?)column.MinValue, MaxValue = (double?)column.MaxValue, Precision = column.Precision };
            case ColumnType.Money:
                return new MoneyAttributeMetadata
                {
                    MinValue = (double?)column.MinValue,
                    MaxValue = (double?)column.MaxValue,
                    Precision = column.Precision,
                    PrecisionSource = column.PrecisionSource,
                };
            case ColumnType.String:
                return new StringAttributeMetadata { MaxLength = column.MaxLength };
            case ColumnType.Memo:
                return new MemoAttributeMetadata { MaxLength = column.MaxLength };
            case ColumnType.DateTime:
                return new DateTimeAttributeMetadata
                {
                    Format = string.Equals(column.Format, "DateOnly", StringComparison.Ordinal) ? DateTimeFormat.DateOnly : DateTimeFormat.DateAndTime,
                    DateTimeBehavior = column.DateTimeBehavior switch
                    {
                        Metadata.DateTimeBehavior.DateOnly => SdkDateTimeBehavior.DateOnly,
                        Metadata.DateTimeBehavior.TimeZoneIndependent => SdkDateTimeBehavior.TimeZoneIndependent,
                        _ => SdkDateTimeBehavior.UserLocal,
                    },
                };
            case ColumnType.Picklist:
                return new PicklistAttributeMetadata { OptionSet = Choice(column), DefaultFormValue = column.DefaultValue };
            case ColumnType.MultiSelectPicklist:
                return new MultiSelectPicklistAttributeMetadata { OptionSet = Choice(column) };
            case ColumnType.State:
                return new StateAttributeMetadata { OptionSet = Choice(column) };
            case ColumnType.Status:
                return new StatusAttributeMetadata { OptionSet = Choice(column) };
            case ColumnType.Lookup or ColumnType.Customer or ColumnType.Owner:
                return new LookupAttributeMetadata { Targets = [.. column.Targets] };
            case ColumnType.Uniqueidentifier:
                return new UniqueIdentifierAttributeMetadata();
            case ColumnType.EntityName:
                return new EntityNameAttributeMetadata();
            default:
                var other = new AttributeMetadata();
                Set(other, nameof(AttributeMetadata.AttributeType), Enum.TryParse<AttributeTypeCode>(column.Type.ToString(), out var code) ? code : AttributeTypeCode.Virtual);
                return other;
        }
    }

    private static OptionSetMetadata Choice(ColumnDefinition column)
    {
        var options = new OptionMetadataCollection();
        foreach (var option in column.Options)
        {
            OptionMetadata item = column.Type switch
            {
                ColumnType.State => new StateOptionMetadata { DefaultStatus = option.DefaultStatus, InvariantName = option.InvariantName },
                ColumnType.Status => new StatusOptionMetadata { State = option.State },
                _ => new OptionMetadata(),
            };
            item.Value = option.Value;
            item.Label = Text(option.Label);
            options.Add(item);
        }

        return new OptionSetMetadata(options) { Name = column.GlobalChoice ?? column.LogicalName, IsGlobal = column.GlobalChoice is not null };
    }

    private static EntityKeyMetadata Key(TableDefinition table, KeyDefinition key)
    {
        var metadata = new EntityKeyMetadata
        {
            LogicalName = key.LogicalName,
            SchemaName = key.SchemaName,
            DisplayName = Text(key.DisplayName),
            KeyAttributes = [.. key.Columns],
        };
        Set(metadata, nameof(EntityKeyMetadata.EntityLogicalName), table.LogicalName);
        Set(metadata, nameof(EntityKeyMetadata.EntityKeyIndexStatus), EntityKeyIndexStatus.Active);
        return metadata;
    }

    private static OneToManyRelationshipMetadata Relationship(MetadataCatalog catalog, RelationshipDefinition relationship) => new()
    {
        SchemaName = relationship.SchemaName,
        ReferencingEntity = relationship.ReferencingTable,
        ReferencingAttribute = relationship.ReferencingColumn,
        ReferencedEntity = relationship.ReferencedTable,
        ReferencedAttribute = catalog.TryTable(relationship.ReferencedTable, out var referenced) ? referenced.PrimaryId : null,
        IsHierarchical = relationship.IsHierarchical,
        CascadeConfiguration = new CascadeConfiguration
        {
            Delete = Cascade(relationship.Delete),
            Assign = Cascade(relationship.Assign),
            Merge = Cascade(relationship.Merge),
            Reparent = Cascade(relationship.Reparent),
            Share = Cascade(relationship.Share),
            Unshare = Cascade(relationship.Unshare),
        },
    };

    private static CascadeType Cascade(CascadeAction action) => Enum.Parse<CascadeType>(action.ToString());

    private static Label Text(LocalizedText text)
    {
        var labels = text.Texts.OrderBy(t => t.Key).Select(t => new LocalizedLabel(t.Value, t.Key)).ToArray();
        return labels.Length == 0 ? new Label() : new Label(labels.FirstOrDefault(l => l.LanguageCode == 1033) ?? labels[0], labels);
    }

    // The SDK gives these properties no public setter, on either build of it.
    private static void Set(object metadata, string property, object? value)
    {
        var found = metadata.GetType().GetProperty(property)
            ?? throw new MissingMemberException(metadata.GetType().FullName, property);
        (found.DeclaringType!.GetProperty(property) ?? found).SetValue(metadata, value);
    }
}
