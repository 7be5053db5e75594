using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk.Metadata;
using SdkDateTimeBehavior = Microsoft.Xrm.Sdk.Metadata.DateTimeBehavior;

namespace Smarketing.LocalDataverse.Metadata;

/// <summary>The SDK's metadata class for each type of column, with what only that type has.</summary>
internal static class SdkColumnType
{
    private static readonly Dictionary<string, StringFormatName> StringFormats = new StringFormatName[]
    {
        StringFormatName.Email, StringFormatName.Text, StringFormatName.TextArea, StringFormatName.Url, StringFormatName.TickerSymbol,
        StringFormatName.PhoneticGuide, StringFormatName.VersionNumber, StringFormatName.Phone, StringFormatName.Json, StringFormatName.RichText,
    }.ToDictionary(f => f.Value, StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<string, MemoFormatName> MemoFormats = new MemoFormatName[]
    {
        MemoFormatName.Text, MemoFormatName.Email, MemoFormatName.TextArea, MemoFormatName.Json, MemoFormatName.RichText,
    }.ToDictionary(f => f.Value, StringComparer.OrdinalIgnoreCase);

    public static AttributeMetadata Of(TableDefinition table, ColumnDefinition column, int language) => column.Type switch
    {
        ColumnType.Boolean => new BooleanAttributeMetadata(SdkChoice.TwoOptions(table, column, language)) { DefaultValue = column.DefaultValue == 1 },
        ColumnType.Integer or ColumnType.BigInt or ColumnType.Decimal or ColumnType.Double or ColumnType.Money => Number(table, column),
        ColumnType.String => Text(column),
        ColumnType.Memo => new MemoAttributeMetadata
        {
            MaxLength = column.MaxLength,
            Format = Format(column, StringFormat.TextArea),
            FormatName = MemoFormats.GetValueOrDefault(column.Format ?? "", MemoFormatName.TextArea),
            ImeMode = ImeMode.Auto,
        },
        ColumnType.DateTime => Date(column),
        ColumnType.Picklist => new PicklistAttributeMetadata { OptionSet = SdkChoice.Of(table, column, OptionSetType.Picklist, language), DefaultFormValue = column.DefaultValue ?? -1 },
        ColumnType.MultiSelectPicklist => new MultiSelectPicklistAttributeMetadata { OptionSet = SdkChoice.Of(table, column, OptionSetType.Picklist, language), DefaultFormValue = column.DefaultValue ?? -1 },
        ColumnType.State => new StateAttributeMetadata { OptionSet = SdkChoice.Of(table, column, OptionSetType.State, language), DefaultFormValue = column.DefaultValue },
        ColumnType.Status => new StatusAttributeMetadata { OptionSet = SdkChoice.Of(table, column, OptionSetType.Status, language), DefaultFormValue = column.DefaultValue },
        ColumnType.Lookup => Reference(column, AttributeTypeCode.Lookup, AttributeTypeDisplayName.LookupType),
        ColumnType.Customer => Reference(column, AttributeTypeCode.Customer, AttributeTypeDisplayName.CustomerType),
        ColumnType.Owner => Reference(column, AttributeTypeCode.Owner, AttributeTypeDisplayName.OwnerType),
        ColumnType.PartyList => Reference(column, AttributeTypeCode.PartyList, AttributeTypeDisplayName.PartyListType),
        ColumnType.Uniqueidentifier => new UniqueIdentifierAttributeMetadata(),
        ColumnType.EntityName => new EntityNameAttributeMetadata(),
        ColumnType.Image => new ImageAttributeMetadata { IsPrimaryImage = IsFirstImage(table, column), CanStoreFullImage = false },
        ColumnType.File => new FileAttributeMetadata(),
        ColumnType.ManagedProperty => Typed(new AttributeMetadata(), AttributeTypeCode.ManagedProperty, AttributeTypeDisplayName.ManagedPropertyType),
        _ => Typed(new AttributeMetadata(), AttributeTypeCode.Virtual, AttributeTypeDisplayName.VirtualType),
    };

    private static AttributeMetadata Number(TableDefinition table, ColumnDefinition column)
    {
        switch (column.Type)
        {
            case ColumnType.Integer:
                return new IntegerAttributeMetadata
                {
                    MinValue = (int?)column.MinValue ?? int.MinValue,
                    MaxValue = (int?)column.MaxValue ?? int.MaxValue,
                    Format = Enum.TryParse<IntegerFormat>(column.Format, ignoreCase: true, out var format) ? format : IntegerFormat.None,
                };
            case ColumnType.BigInt:
                var big = new BigIntAttributeMetadata();
                SdkValue.Set(big, nameof(big.MinValue), (long?)column.MinValue ?? long.MinValue);
                SdkValue.Set(big, nameof(big.MaxValue), (long?)column.MaxValue ?? long.MaxValue);
                return big;
            case ColumnType.Decimal:
                return new DecimalAttributeMetadata { MinValue = column.MinValue, MaxValue = column.MaxValue, Precision = column.Precision, ImeMode = ImeMode.Auto };
            case ColumnType.Double:
                return new DoubleAttributeMetadata { MinValue = (double?)column.MinValue, MaxValue = (double?)column.MaxValue, Precision = column.Precision, ImeMode = ImeMode.Auto };
            default:
                var money = new MoneyAttributeMetadata
                {
                    MinValue = (double?)column.MinValue,
                    MaxValue = (double?)column.MaxValue,
                    Precision = column.Precision,
                    PrecisionSource = column.PrecisionSource,
                    ImeMode = ImeMode.Auto,
                };
                var source = column.LogicalName.EndsWith("_base", StringComparison.Ordinal) ? column.LogicalName[..^"_base".Length] : null;
                var isBase = source is not null && table.TryColumn(source, out _);
                money.CalculationOf = isBase ? source : null;
                SdkValue.Set(money, nameof(money.IsBaseCurrency), isBase);
                return money;
        }
    }

    private static StringAttributeMetadata Text(ColumnDefinition column)
    {
        var text = new StringAttributeMetadata
        {
            MaxLength = column.MaxLength,
            Format = Format(column, StringFormat.Text),
            FormatName = StringFormats.GetValueOrDefault(column.Format ?? "", StringFormatName.Text),
            ImeMode = ImeMode.Auto,
        };

        // Two bytes for each UTF-16 unit.
        SdkValue.Set(text, nameof(text.DatabaseLength), column.MaxLength * 2);
        SdkValue.Set(text, nameof(text.IsLocalizable), false);
        return text;
    }

    private static DateTimeAttributeMetadata Date(ColumnDefinition column) => new()
    {
        Format = string.Equals(column.Format, "DateOnly", StringComparison.Ordinal) ? DateTimeFormat.DateOnly : DateTimeFormat.DateAndTime,
        DateTimeBehavior = column.DateTimeBehavior switch
        {
            DateTimeBehavior.DateOnly => SdkDateTimeBehavior.DateOnly,
            DateTimeBehavior.TimeZoneIndependent => SdkDateTimeBehavior.TimeZoneIndependent,
            _ => SdkDateTimeBehavior.UserLocal,
        },
        CanChangeDateTimeBehavior = SdkValue.Flag(column.IsCustom && column.DateTimeBehavior == DateTimeBehavior.UserLocal, "canchangedatetimebehavior"),
        ImeMode = ImeMode.Inactive,
    };

    private static StringFormat Format(ColumnDefinition column, StringFormat otherwise) =>
        Enum.TryParse<StringFormat>(column.Format, ignoreCase: true, out var format) ? format : otherwise;

    private static bool IsFirstImage(TableDefinition table, ColumnDefinition column) => ReferenceEquals(table.Columns.First(c => c.Type == ColumnType.Image), column);

    private static LookupAttributeMetadata Reference(ColumnDefinition column, AttributeTypeCode code, AttributeTypeDisplayName name) =>
        Typed(new LookupAttributeMetadata { Targets = column.Targets.ToArray(), Format = LookupFormat.None }, code, name);

    private static T Typed<T>(T metadata, AttributeTypeCode code, AttributeTypeDisplayName name)
        where T : AttributeMetadata
    {
        SdkValue.Set(metadata, nameof(metadata.AttributeType), code);
        SdkValue.Set(metadata, nameof(metadata.AttributeTypeName), name);
        return metadata;
    }
}
