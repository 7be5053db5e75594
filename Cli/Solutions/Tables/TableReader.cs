using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;

namespace Smarketing.Cli.Solutions.Tables;

/// <summary>Reads one <c>Entity.xml</c>, of a table of our own or of columns added to a standard one.</summary>
internal sealed class TableReader(IReadOnlyDictionary<string, ChoiceModel> globalChoices)
{
    /// <summary>Standard tables do not say in an extension what names their rows.</summary>
    private static readonly Dictionary<string, string> StandardPrimaryNames = new(StringComparer.Ordinal)
    {
        ["account"] = "name",
        ["campaign"] = "name",
        ["contact"] = "fullname",
        ["lead"] = "fullname",
        ["opportunity"] = "name",
        ["systemuser"] = "fullname",
        ["team"] = "name",
    };

    /// <summary>What a generated class already means by these names.</summary>
    private static readonly HashSet<string> Taken = new(StringComparer.Ordinal)
    {
        "Attributes", "Columns", "Contains", "EntityLogicalName", "EntityState", "Equals", "ExtensionData", "FormattedValues", "GetAttributeValue",
        "GetHashCode", "GetType", "HasLazyFileAttribute", "Id", "Item", "KeyAttributes", "Keys", "LazyFileAttributeKey", "LazyFileAttributeValue",
        "LazyFileSizeAttributeKey", "LazyFileSizeAttributeValue", "LogicalName", "PrimaryIdAttribute", "PrimaryNameAttribute", "RelatedEntities",
        "RowVersion", "ToEntity", "ToEntityReference", "ToString",
    };

    public TableModel Read(XElement root, string file)
    {
        var entity = root.Element("EntityInfo")?.Element("entity")
            ?? throw new InputException($"{file} has no EntityInfo/entity, which holds the table's columns. Restore it from an export.");
        var schemaName = entity.Attribute("Name")?.Value
            ?? throw new InputException($"{file}: <entity> has no Name. Add the table's schema name.");
        var logicalName = schemaName.ToLowerInvariant();
        var label = entity.Element("LocalizedNames").EnglishText();
        if (label.Length == 0)
        {
            label = root.Element("Name")?.Attribute("LocalizedName")?.Value ?? "";
        }
        var className = CSharpName.OfSchemaName(schemaName, label);
        var taken = new HashSet<string>(Taken, StringComparer.Ordinal) { className };
        var attributes = entity.Element("attributes")?.Elements("attribute").ToList() ?? [];
        var choices = new List<ChoiceModel>();
        var columns = attributes
            .Select(attribute => Column(attribute, className, taken, choices, file))
            .OfType<ColumnModel>()
            .OrderBy(column => column.LogicalName, StringComparer.Ordinal)
            .ToList();
        var twice = columns.GroupBy(column => column.ConstantName, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw new InputException($"{file}: columns {string.Join(" and ", twice.Select(column => column.LogicalName))} would both be called {twice.Key} in code. Change the schema name of one.");
        }
        var primaryId = columns.FirstOrDefault(column => column.Kind == ColumnKind.PrimaryKey);
        if (primaryId is null)
        {
            primaryId = new ColumnModel(className + "Id", logicalName + "id", ColumnKind.PrimaryKey, "Guid", CanWrite: true, "The row's id.");
            columns.Insert(0, primaryId);
        }
        var description = entity.Element("Descriptions").EnglishText();
        return new TableModel(
            className, logicalName, primaryId.LogicalName, PrimaryName(attributes, logicalName, file),
            description.Length > 0 ? description : label, columns, AlternateKeys(entity), choices);
    }

    private static string PrimaryName(List<XElement> attributes, string table, string file)
    {
        var named = attributes.FirstOrDefault(attribute => attribute.Text("DisplayMask").Split('|').Contains("PrimaryName", StringComparer.Ordinal));
        if (named is not null)
        {
            return named.Text("LogicalName");
        }
        return StandardPrimaryNames.TryGetValue(table, out var standard)
            ? standard
            : throw new InputException($"{file}: no column of {table} has PrimaryName in its DisplayMask, and {table} is not a standard table this program knows. Mark the primary name column, or add the table to {nameof(StandardPrimaryNames)} in {nameof(TableReader)}.");
    }

    private static List<KeyModel> AlternateKeys(XElement entity) => [.. (entity.Element("EntityKeys")?.Elements("EntityKey") ?? [])
        .Select(key => new KeyModel(CSharpName.OfSchemaName(key.Text("Name"), key.Element("displaynames").EnglishText()), key.Text("LogicalName")))
        .OrderBy(key => key.LogicalName, StringComparer.Ordinal)];

    private ColumnModel? Column(XElement attribute, string className, HashSet<string> taken, List<ChoiceModel> choices, string file)
    {
        var logicalName = attribute.Text("LogicalName");
        var schemaName = attribute.Attribute("PhysicalName")?.Value ?? logicalName;
        var label = attribute.Element("displaynames").EnglishText();
        var name = CSharpName.Avoiding(CSharpName.OfSchemaName(schemaName, label), taken);
        var type = attribute.Text("Type").ToLowerInvariant();
        var (kind, typeName) = type switch
        {
            "primarykey" => (ColumnKind.PrimaryKey, "Guid"),
            "nvarchar" or "ntext" => (ColumnKind.Value, "string"),
            "int" => (ColumnKind.Value, "int"),
            "bigint" => (ColumnKind.Value, "long"),
            "decimal" => (ColumnKind.Value, "decimal"),
            "float" => (ColumnKind.Value, "double"),
            "money" => (ColumnKind.Value, "Money"),
            "bit" => (ColumnKind.Value, "bool"),
            "datetime" => (ColumnKind.Value, "DateTime"),
            "uniqueidentifier" => (ColumnKind.Value, "Guid"),
            "lookup" or "owner" or "customer" => (ColumnKind.Value, "EntityReference"),
            "multiselectpicklist" => (ColumnKind.Value, "OptionSetValueCollection"),
            "image" => (ColumnKind.Value, "byte[]"),
            "file" => (ColumnKind.Value, "Guid"),
            "picklist" or "state" or "status" => (ColumnKind.Choice, Choice(attribute, type, className, name, choices, file)),
            _ => throw new InputException($"{file}: column {logicalName} has type '{type}', for which no property can be written. Use a type of the export vocabulary (nvarchar, ntext, int, decimal, money, bit, datetime, lookup, picklist …)."),
        };
        var canWrite = attribute.Text("ValidForUpdateApi") != "0" || attribute.Text("ValidForCreateApi") != "0";
        return new ColumnModel(name, logicalName, kind, typeName, canWrite, Describe(attribute, type, label));
    }

    private string Choice(XElement attribute, string type, string className, string columnName, List<ChoiceModel> choices, string file)
    {
        var local = attribute.Element("optionset");
        if (local is null)
        {
            var global = attribute.Text("OptionSetName");
            return globalChoices.TryGetValue(global, out var known)
                ? known.EnumName
                : throw new InputException($"{file}: column {attribute.Text("LogicalName")} uses the global choice '{global}', which OptionSets/ does not hold. Add OptionSets/{global}.xml or correct OptionSetName.");
        }
        var enumName = className + type switch { "state" => "State", "status" => "Status", _ => columnName };
        choices.Add(ChoiceReader.Read(local, enumName, file));
        return enumName;
    }

    /// <summary>Meaning first, then units and limits.</summary>
    private static string Describe(XElement attribute, string type, string label)
    {
        var meaning = attribute.Element("Descriptions").EnglishText();
        if (meaning.Length == 0)
        {
            meaning = label;
        }
        if (meaning.Length > 0 && !meaning.EndsWith('.'))
        {
            meaning += ".";
        }
        var limits = type switch
        {
            "int" or "decimal" or "float" or "money" when attribute.Element("MinValue") is not null && attribute.Text("MinValue") != int.MinValue.ToString(CultureInfo.InvariantCulture) =>
                $" From {attribute.Text("MinValue")} to {attribute.Text("MaxValue")}.",
            "nvarchar" or "ntext" when attribute.Element("MaxLength") is not null => $" At most {attribute.Text("MaxLength")} characters.",
            "datetime" => attribute.Text("Behavior") switch { "2" => " A date without time.", "3" => " Independent of time zones.", _ => meaning.Contains("UTC", StringComparison.Ordinal) ? "" : " UTC." },
            _ => "",
        };
        return meaning + limits;
    }
}
