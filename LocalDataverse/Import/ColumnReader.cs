using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Values;

namespace Smarketing.LocalDataverse.Import;

/// <summary>Reads columns and choices.</summary>
internal sealed class ColumnReader(string file, IReadOnlyDictionary<string, IReadOnlyList<OptionDefinition>> globalChoices)
{
    // Lookups the platform adds to every table; exports give no relationship for some of them.
    private static readonly Dictionary<string, string[]> SystemTargets = new(StringComparer.Ordinal)
    {
        ["createdby"] = ["systemuser"],
        ["createdonbehalfby"] = ["systemuser"],
        ["modifiedby"] = ["systemuser"],
        ["modifiedonbehalfby"] = ["systemuser"],
        ["owninguser"] = ["systemuser"],
        ["owningteam"] = ["team"],
        ["owningbusinessunit"] = ["businessunit"],
        ["organizationid"] = ["organization"],
        ["transactioncurrencyid"] = ["transactioncurrency"],
    };

    public static Dictionary<string, IReadOnlyList<OptionDefinition>> GlobalChoices(XElement root, string file)
    {
        var choices = new Dictionary<string, IReadOnlyList<OptionDefinition>>(StringComparer.OrdinalIgnoreCase);
        foreach (var choice in root.Items("optionsets", "optionset"))
        {
            var name = choice.RequiredAttribute("Name", file);
            if (!choices.TryAdd(name, Options(choice, file)))
            {
                throw XmlReading.Wrong(choice, file, $"The global choice '{name}' is written twice. Keep one.");
            }
        }

        return choices;
    }

    /// <summary>The global choices of a zip, with what people see of them.</summary>
    public static List<GlobalChoiceDefinition> ChoiceDefinitions(XElement root, string file) => [.. root.Items("optionsets", "optionset").Select(choice => new GlobalChoiceDefinition
    {
        Name = choice.RequiredAttribute("Name", file),
        DisplayName = choice.Labels("displaynames"),
        Description = choice.Labels("Descriptions"),
        Options = Options(choice, file),
    })];

    public ColumnDefinition Read(XElement attribute, string table)
    {
        var schemaName = attribute.RequiredAttribute("PhysicalName", file);
        var logicalName = attribute.Text("LogicalName") ?? schemaName.ToLowerInvariant();
        var (type, format) = TypeOf(attribute, table, logicalName);
        var choice = attribute.Text("OptionSetName");
        var options = OptionsOf(attribute, type, choice, table, logicalName);
        return new ColumnDefinition
        {
            LogicalName = logicalName,
            SchemaName = schemaName,
            Type = type,
            DisplayName = attribute.Labels("displaynames"),
            Description = attribute.Labels("Descriptions"),
            RequiredLevel = attribute.Text("RequiredLevel") switch
            {
                "systemrequired" => RequiredLevel.SystemRequired,
                "required" or "applicationrequired" => RequiredLevel.ApplicationRequired,
                "recommended" => RequiredLevel.Recommended,
                _ => RequiredLevel.None,
            },
            MaxLength = type is ColumnType.String or ColumnType.Memo ? attribute.Int("MaxLength", file) : null,
            Format = format,
            AutoNumberFormat = AutoNumber(attribute, type, table, logicalName),
            MinValue = attribute.Decimal("MinValue", file),
            MaxValue = attribute.Decimal("MaxValue", file),
            Precision = attribute.Int("Accuracy", file) ?? (type == ColumnType.Money ? 2 : 0),
            PrecisionSource = attribute.Int("AccuracySource", file) ?? 0,
            Options = options,
            GlobalChoice = choice is not null && globalChoices.ContainsKey(choice) ? choice : null,
            DefaultValue = attribute.Int("AppDefaultValue", file) is { } value and >= 0 ? value : null,
            Targets = type switch
            {
                ColumnType.Owner => ["systemuser", "team"],
                ColumnType.Customer => ["account", "contact"],
                _ => SystemTargets.GetValueOrDefault(logicalName) ?? [],
            },
            DateTimeBehavior = attribute.Int("Behavior", file) switch
            {
                2 => DateTimeBehavior.DateOnly,
                3 => DateTimeBehavior.TimeZoneIndependent,
                _ => DateTimeBehavior.UserLocal,
            },
            IsValidForCreate = attribute.Flag("ValidForCreateApi", absent: true),
            IsValidForUpdate = attribute.Flag("ValidForUpdateApi", absent: true),
            IsValidForRead = attribute.Flag("ValidForReadApi", absent: true),
            IsCustom = attribute.Flag("IsCustomField", absent: false),
            IsSecured = attribute.Flag("IsSecured", absent: false),
        };
    }

    private string? AutoNumber(XElement attribute, ColumnType type, string table, string column)
    {
        if (type != ColumnType.String || attribute.Text("AutoNumberFormat") is not { } format)
        {
            return null;
        }

        try
        {
            _ = AutoNumberFormat.Parse(format);
            return format;
        }
        catch (FormatException exception)
        {
            throw XmlReading.Wrong(attribute, file, $"The <AutoNumberFormat> of '{column}' of '{table}' cannot be read: {exception.Message}");
        }
    }

    private (ColumnType Type, string? Format) TypeOf(XElement attribute, string table, string column)
    {
        var name = attribute.Required("Type", file);
        var format = attribute.Text("Format");
        return name switch
        {
            "nvarchar" => (ColumnType.String, format),
            "ntext" => (ColumnType.Memo, format),
            "int" => (ColumnType.Integer, format),
            "bigint" => (ColumnType.BigInt, null),
            "bit" => (ColumnType.Boolean, null),
            "datetime" => (ColumnType.DateTime, string.Equals(format, "date", StringComparison.Ordinal) ? "DateOnly" : "DateAndTime"),
            "decimal" => (ColumnType.Decimal, null),
            "float" => (ColumnType.Double, null),
            "money" => (ColumnType.Money, null),
            "lookup" => (ColumnType.Lookup, null),
            "customer" => (ColumnType.Customer, null),
            "owner" => (ColumnType.Owner, null),
            "picklist" => (ColumnType.Picklist, null),
            "multiselectpicklist" => (ColumnType.MultiSelectPicklist, null),
            "state" => (ColumnType.State, null),
            "status" => (ColumnType.Status, null),
            "primarykey" or "uniqueidentifier" => (ColumnType.Uniqueidentifier, null),
            "image" => (ColumnType.Image, null),
            "file" => (ColumnType.File, null),
            "virtual" => (ColumnType.Virtual, null),
            "partylist" => (ColumnType.PartyList, null),
            "managedproperty" => (ColumnType.ManagedProperty, null),
            "entityname" => (ColumnType.EntityName, null),
            _ => throw XmlReading.Wrong(attribute, file,
                $"Column '{column}' of '{table}' is of the type '{name}', which is unknown. Exports write nvarchar, ntext, int, bigint, bit, datetime, decimal, float, money, lookup, customer, owner, picklist, multiselectpicklist, state, status, primarykey, uniqueidentifier, image, file, virtual, partylist, managedproperty or entityname."),
        };
    }

    private IReadOnlyList<OptionDefinition> OptionsOf(XElement attribute, ColumnType type, string? choice, string table, string column)
    {
        if (type is not (ColumnType.Picklist or ColumnType.MultiSelectPicklist or ColumnType.State or ColumnType.Status or ColumnType.Boolean))
        {
            return [];
        }

        if (attribute.Element("optionset") is { } local)
        {
            return Options(local, file);
        }

        if (choice is not null && globalChoices.TryGetValue(choice, out var options))
        {
            return options;
        }

        return type == ColumnType.Boolean
            ? []
            : throw XmlReading.Wrong(attribute, file, choice is null
                ? $"Column '{column}' of '{table}' has no options. Add <optionset> or name a global choice in <OptionSetName>."
                : $"Column '{column}' of '{table}' takes its options from the global choice '{choice}', which is neither in the solution nor known. Add it to <optionsets>.");
    }

    private static List<OptionDefinition> Options(XElement set, string file)
    {
        var options = new List<OptionDefinition>();
        foreach (var option in set.Items("options", "option").Concat(set.Items("states", "state")).Concat(set.Items("statuses", "status")))
        {
            options.Add(new OptionDefinition
            {
                Value = Number(option, "value", file) ?? throw XmlReading.Wrong(option, file, "An option has no value. Give it one."),
                Label = option.Labels("labels"),
                Description = option.Labels("Descriptions"),
                Color = option.Attribute("Color")?.Value,
                State = Number(option, "state", file),
                DefaultStatus = Number(option, "defaultstatus", file),
                InvariantName = option.Attribute("invariantname")?.Value,
                NextStatuses = Transitions(option, file),
            });
        }

        return options;
    }

    // <allowedtransitions><allowedtransition sourcestatusid="1" tostatusid="2"/>…, as text in an attribute.
    private static List<int>? Transitions(XElement status, string file)
    {
        if (status.Attribute("TransitionData")?.Value is not { Length: > 0 } text)
        {
            return null;
        }

        try
        {
            using var reader = System.Xml.XmlReader.Create(new System.IO.StringReader(text), new System.Xml.XmlReaderSettings { DtdProcessing = System.Xml.DtdProcessing.Prohibit, XmlResolver = null });
            return [.. XElement.Load(reader).Descendants().Where(e => e.Name.LocalName == "allowedtransition").Select(e => Number(e, "tostatusid", file)).OfType<int>()];
        }
        catch (System.Xml.XmlException exception)
        {
            throw XmlReading.Wrong(status, file, $"'TransitionData' is no well-formed XML: {exception.Message}");
        }
    }

    private static int? Number(XElement element, string name, string file) =>
        element.Attribute(name)?.Value is not { Length: > 0 } text ? null
        : int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number
        : throw XmlReading.Wrong(element, file, $"'{name}' is '{text}', not a whole number.");
}
