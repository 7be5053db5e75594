using System;
using System.Linq;
using Microsoft.Xrm.Sdk.Metadata;
using SdkDateTimeBehavior = Microsoft.Xrm.Sdk.Metadata.DateTimeBehavior;

namespace Smarketing.LocalDataverse.Metadata;

/// <summary>Columns as the SDK's metadata classes show them, for RetrieveAttribute and RetrieveEntity.</summary>
internal static class SdkColumn
{
    /// <summary>The SDK's view of a column, labels in all languages known.</summary>
    public static AttributeMetadata Of(TableDefinition table, ColumnDefinition column, int userLanguage)
    {
        var metadata = Create(column, userLanguage);
        metadata.MetadataId = SdkValue.Id($"column:{table.LogicalName}.{column.LogicalName}");
        metadata.LogicalName = column.LogicalName;
        metadata.SchemaName = column.SchemaName;
        metadata.DisplayName = SdkValue.Label(column.DisplayName, userLanguage);
        metadata.Description = SdkValue.Label(column.Description, userLanguage);
        metadata.RequiredLevel = new AttributeRequiredLevelManagedProperty(column.RequiredLevel switch
        {
            RequiredLevel.SystemRequired => AttributeRequiredLevel.SystemRequired,
            RequiredLevel.ApplicationRequired => AttributeRequiredLevel.ApplicationRequired,
            RequiredLevel.Recommended => AttributeRequiredLevel.Recommended,
            _ => AttributeRequiredLevel.None,
        });
        metadata.IsValidForCreate = column.IsValidForCreate;
        metadata.IsValidForUpdate = column.IsValidForUpdate;
        metadata.AutoNumberFormat = column.AutoNumberFormat;
        SdkValue.Set(metadata, nameof(metadata.IsValidForRead), column.IsValidForRead);
        SdkValue.Set(metadata, nameof(metadata.EntityLogicalName), table.LogicalName);
        SdkValue.Set(metadata, nameof(metadata.AttributeOf), column.AttributeOf);
        SdkValue.Set(metadata, nameof(metadata.IsCustomAttribute), column.IsCustom);
        SdkValue.Set(metadata, nameof(metadata.IsPrimaryId), string.Equals(column.LogicalName, table.PrimaryId, StringComparison.Ordinal));
        SdkValue.Set(metadata, nameof(metadata.IsPrimaryName), string.Equals(column.LogicalName, table.PrimaryName, StringComparison.Ordinal));
        return metadata;
    }

    private static AttributeMetadata Create(ColumnDefinition column, int language)
    {
        switch (column.Type)
        {
            case ColumnType.Boolean:
                return new BooleanAttributeMetadata(new BooleanOptionSetMetadata(TwoOption(column, 1, language), TwoOption(column, 0, language))) { DefaultValue = column.DefaultValue == 1 };
            case ColumnType.Integer:
                return new IntegerAttributeMetadata
                {
                    MinValue = (int?)column.MinValue ?? int.MinValue,
                    MaxValue = (int?)column.MaxValue ?? int.MaxValue,
                    Format = Enum.TryParse<IntegerFormat>(column.Format, out var format) ? format : IntegerFormat.None,
                };
            case ColumnType.BigInt: return new BigIntAttributeMetadata();
            case ColumnType.Decimal: return new DecimalAttributeMetadata { MinValue = column.MinValue, MaxValue = column.MaxValue, Precision = column.Precision };
            case ColumnType.Double: return new DoubleAttributeMetadata { MinValue = (double?)column.MinValue, MaxValue = (double?)column.MaxValue, Precision = column.Precision };
            case ColumnType.Money:
                return new MoneyAttributeMetadata { MinValue = (double?)column.MinValue, MaxValue = (double?)column.MaxValue, Precision = column.Precision, PrecisionSource = column.PrecisionSource };
            case ColumnType.String:
                return new StringAttributeMetadata { MaxLength = column.MaxLength, Format = Enum.TryParse<StringFormat>(column.Format, out var text) ? text : StringFormat.Text };
            case ColumnType.Memo:
                return new MemoAttributeMetadata { MaxLength = column.MaxLength, Format = Enum.TryParse<StringFormat>(column.Format, out var memo) ? memo : StringFormat.TextArea };
            case ColumnType.DateTime:
                return new DateTimeAttributeMetadata
                {
                    Format = string.Equals(column.Format, "DateOnly", StringComparison.Ordinal) ? DateTimeFormat.DateOnly : DateTimeFormat.DateAndTime,
                    DateTimeBehavior = column.DateTimeBehavior switch
                    {
                        DateTimeBehavior.DateOnly => SdkDateTimeBehavior.DateOnly,
                        DateTimeBehavior.TimeZoneIndependent => SdkDateTimeBehavior.TimeZoneIndependent,
                        _ => SdkDateTimeBehavior.UserLocal,
                    },
                };
            case ColumnType.Picklist: return new PicklistAttributeMetadata { OptionSet = Options(column, OptionSetType.Picklist, language), DefaultFormValue = column.DefaultValue };
            case ColumnType.MultiSelectPicklist: return new MultiSelectPicklistAttributeMetadata { OptionSet = Options(column, OptionSetType.Picklist, language) };
            case ColumnType.State: return new StateAttributeMetadata { OptionSet = Options(column, OptionSetType.State, language), DefaultFormValue = column.DefaultValue };
            case ColumnType.Status: return new StatusAttributeMetadata { OptionSet = Options(column, OptionSetType.Status, language), DefaultFormValue = column.DefaultValue };
            case ColumnType.Lookup: return Reference(column, AttributeTypeCode.Lookup, AttributeTypeDisplayName.LookupType);
            case ColumnType.Customer: return Reference(column, AttributeTypeCode.Customer, AttributeTypeDisplayName.CustomerType);
            case ColumnType.Owner: return Reference(column, AttributeTypeCode.Owner, AttributeTypeDisplayName.OwnerType);
            case ColumnType.PartyList: return Reference(column, AttributeTypeCode.PartyList, AttributeTypeDisplayName.PartyListType);
            case ColumnType.Uniqueidentifier: return new UniqueIdentifierAttributeMetadata();
            case ColumnType.EntityName: return new EntityNameAttributeMetadata();
            case ColumnType.Image: return Other(AttributeTypeCode.Virtual, AttributeTypeDisplayName.ImageType);
            case ColumnType.File: return Other(AttributeTypeCode.Virtual, AttributeTypeDisplayName.FileType);
            case ColumnType.ManagedProperty: return Other(AttributeTypeCode.ManagedProperty, AttributeTypeDisplayName.ManagedPropertyType);
            default: return Other(AttributeTypeCode.Virtual, AttributeTypeDisplayName.VirtualType);
        }
    }

    private static LookupAttributeMetadata Reference(ColumnDefinition column, AttributeTypeCode code, AttributeTypeDisplayName name) =>
        Typed(new LookupAttributeMetadata { Targets = column.Targets.ToArray() }, code, name);

    private static AttributeMetadata Other(AttributeTypeCode code, AttributeTypeDisplayName name) => Typed(new AttributeMetadata(), code, name);

    private static T Typed<T>(T metadata, AttributeTypeCode code, AttributeTypeDisplayName name)
        where T : AttributeMetadata
    {
        SdkValue.Set(metadata, nameof(metadata.AttributeType), code);
        SdkValue.Set(metadata, nameof(metadata.AttributeTypeName), name);
        return metadata;
    }

    private static OptionSetMetadata Options(ColumnDefinition column, OptionSetType type, int language)
    {
        var options = new OptionSetMetadata { OptionSetType = type, IsGlobal = column.GlobalChoice is not null, Name = column.GlobalChoice ?? column.LogicalName };
        foreach (var option in column.Options)
        {
            OptionMetadata metadata = type switch
            {
                OptionSetType.State => new StateOptionMetadata { DefaultStatus = option.DefaultStatus, InvariantName = option.InvariantName },
                OptionSetType.Status => new StatusOptionMetadata { State = option.State },
                _ => new OptionMetadata(),
            };
            metadata.Value = option.Value;
            metadata.Label = SdkValue.Label(option.Label, language);
            options.Options.Add(metadata);
        }

        return options;
    }

    private static OptionMetadata TwoOption(ColumnDefinition column, int value, int language) =>
        new(SdkValue.Label(column.Option(value)?.Label ?? LocalizedText.English(value == 1 ? "Yes" : "No"), language), value);
}
