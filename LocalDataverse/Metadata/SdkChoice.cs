using System;
using Microsoft.Xrm.Sdk.Metadata;

namespace Smarketing.LocalDataverse.Metadata;

/// <summary>Choices as the SDK's metadata classes show them.</summary>
internal static class SdkChoice
{
    /// <summary>The id of a global choice.</summary>
    public static Guid IdOf(string choice) => SdkValue.Id($"choice:{choice}");

    /// <summary>A global choice.</summary>
    public static OptionSetMetadata Of(GlobalChoiceDefinition choice, int language)
    {
        var set = new OptionSetMetadata { DisplayName = SdkValue.Label(choice.DisplayName, language), Description = SdkValue.Label(choice.Description, language) };
        Common(set, choice.Name, isGlobal: true, isCustom: true);
        foreach (var option in choice.Options)
            set.Options.Add(Option(option, OptionSetType.Picklist, language));
        set.OptionSetType = OptionSetType.Picklist;
        return set;
    }

    /// <summary>The options of a choice, state or status column.</summary>
    public static OptionSetMetadata Of(TableDefinition table, ColumnDefinition column, OptionSetType type, int language)
    {
        var set = new OptionSetMetadata { DisplayName = SdkValue.Label(column.DisplayName, language), Description = SdkValue.Label(column.Description, language) };
        Common(set, column.GlobalChoice ?? NameOf(table, column), column.GlobalChoice is not null, column.IsCustom);
        foreach (var option in column.Options)
            set.Options.Add(Option(option, type, language));
        set.OptionSetType = type;
        return set;
    }

    /// <summary>The two options of a Yes/No column.</summary>
    public static BooleanOptionSetMetadata TwoOptions(TableDefinition table, ColumnDefinition column, int language)
    {
        var set = new BooleanOptionSetMetadata(TwoOption(column, 1, language), TwoOption(column, 0, language))
        {
            DisplayName = SdkValue.Label(column.DisplayName, language),
            Description = SdkValue.Label(column.Description, language),
        };
        Common(set, column.GlobalChoice ?? NameOf(table, column), column.GlobalChoice is not null, column.IsCustom);
        return set;
    }

    // The platform names a column's own choice after table and column.
    private static string NameOf(TableDefinition table, ColumnDefinition column) => $"{table.LogicalName}_{column.LogicalName}";

    private static void Common(OptionSetMetadataBase set, string name, bool isGlobal, bool isCustom)
    {
        set.MetadataId = IdOf(name);
        set.Name = name;
        set.IsGlobal = isGlobal;
        set.IsCustomOptionSet = isCustom;
        set.IsCustomizable = SdkValue.Flag(true, "iscustomizable");
        SdkValue.Set(set, nameof(set.IsManaged), !isCustom);
    }

    private static OptionMetadata Option(OptionDefinition option, OptionSetType type, int language)
    {
        OptionMetadata metadata = type switch
        {
            OptionSetType.State => new StateOptionMetadata { DefaultStatus = option.DefaultStatus, InvariantName = option.InvariantName },
            OptionSetType.Status => new StatusOptionMetadata { State = option.State },
            _ => new OptionMetadata(),
        };
        metadata.Value = option.Value;
        metadata.Color = option.Color;
        metadata.Label = SdkValue.Label(option.Label, language);
        metadata.Description = SdkValue.Label(option.Description, language);
        return metadata;
    }

    private static OptionMetadata TwoOption(ColumnDefinition column, int value, int language)
    {
        var option = column.Option(value);
        return new OptionMetadata(SdkValue.Label(option?.Label ?? LocalizedText.English(value == 1 ? "Yes" : "No"), language), value)
        {
            Color = option?.Color,
            Description = SdkValue.Label(option?.Description ?? LocalizedText.Empty, language),
        };
    }
}
