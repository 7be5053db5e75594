using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Xml;
using System.Xml.Linq;
using Microsoft.Xrm.Sdk;

namespace Smarketing.Cli.Data;

/// <summary>
/// An unpacked package of the Configuration Migration Tool: <c>data_schema.xml</c> says which columns of which tables,
/// in which order; <c>data.xml</c> holds the records.
/// </summary>
public sealed class ConfigurationPackage
{
    private ConfigurationPackage(IReadOnlyList<ConfigurationTable> tables)
    {
        Tables = tables;
    }

    /// <summary>The tables, in import order.</summary>
    public IReadOnlyList<ConfigurationTable> Tables { get; }

    /// <summary>Reads a package.</summary>
    /// <exception cref="InputException">A file is missing or does not hold what it should; the message names file, line and remedy.</exception>
    public static ConfigurationPackage Read(string folder)
    {
        var schemaFile = Path.Combine(folder, "data_schema.xml");
        var dataFile = Path.Combine(folder, "data.xml");
        var tables = Schema(Load(schemaFile), schemaFile);
        foreach (var entity in Load(dataFile).Elements("entity"))
        {
            var name = Attribute(entity, "name", dataFile);
            var table = tables.Find(t => string.Equals(t.LogicalName, name, StringComparison.Ordinal))
                ?? throw Fault(dataFile, entity, $"the table '{name}' is not in data_schema.xml", "add it there with its columns");
            foreach (var record in entity.Elements("records").Elements("record"))
            {
                table.Records.Add(Record(record, table, dataFile));
            }
        }

        return new ConfigurationPackage(tables);
    }

    private static List<ConfigurationTable> Schema(XElement root, string file)
    {
        var tables = root.Elements("entity").Select(entity => new ConfigurationTable
        {
            LogicalName = Attribute(entity, "name", file),
            PrimaryId = Attribute(entity, "primaryidfield", file),
            Columns = entity.Elements("fields").Elements("field").ToDictionary(
                f => Attribute(f, "name", file),
                f => new ConfigurationColumn(Attribute(f, "type", file), (string?)f.Attribute("lookupType")),
                StringComparer.Ordinal),
        }).ToList();
        var order = root.Elements("entityImportOrder").Elements("entityName").Select(e => e.Value).ToList();
        return order.Count == 0 ? tables : tables.OrderBy(t => order.IndexOf(t.LogicalName) is var at and >= 0 ? at : order.Count).ToList();
    }

    private static ConfigurationRecord Record(XElement record, ConfigurationTable table, string file)
    {
        var id = Guid.TryParse(Attribute(record, "id", file), out var guid)
            ? guid
            : throw Fault(file, record, "the record's id is no GUID", "write it as 00000000-0000-0000-0000-000000000000");
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        var (state, status) = ((int?)null, (int?)null);
        foreach (var field in record.Elements("field"))
        {
            var name = Attribute(field, "name", file);
            if (!table.Columns.TryGetValue(name, out var column))
            {
                throw Fault(file, field, $"the column '{name}' of '{table.LogicalName}' is not in data_schema.xml", "add it there with its type");
            }

            var value = Value(field, name, column, file);
            switch (column.Type)
            {
                case "state":
                    state = (int)value;
                    break;
                case "status":
                    status = (int)value;
                    break;
                default:
                    values[name] = value;
                    break;
            }
        }

        values.Remove(table.PrimaryId);
        return new ConfigurationRecord(id, values, state, status, Place(file, record));
    }

    private static object Value(XElement field, string name, ConfigurationColumn column, string file)
    {
        var text = Attribute(field, "value", file);
        try
        {
            return column.Type switch
            {
                "string" => text,
                "guid" => Guid.Parse(text),
                "number" or "state" or "status" => int.Parse(text, CultureInfo.InvariantCulture),
                "decimal" => decimal.Parse(text, CultureInfo.InvariantCulture),
                "float" => double.Parse(text, CultureInfo.InvariantCulture),
                "money" => new Money(decimal.Parse(text, CultureInfo.InvariantCulture)),
                "bool" => bool.Parse(text),
                "optionsetvalue" => new OptionSetValue(int.Parse(text, CultureInfo.InvariantCulture)),
                "datetime" => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
                "entityreference" => new EntityReference((string?)field.Attribute("lookupentity") ?? column.LookupTable ?? string.Empty, Guid.Parse(text)),
                _ => throw Fault(file, field, $"columns of the type '{column.Type}' ('{name}') are not read", "leave the column out of data_schema.xml"),
            };
        }
        catch (Exception failure) when (failure is FormatException or OverflowException)
        {
            throw Fault(file, field, $"'{text}' is no value of the type '{column.Type}' for '{name}'", "write it as the Configuration Migration Tool does");
        }
    }

    private static XElement Load(string file)
    {
        try
        {
            return XDocument.Load(file, LoadOptions.SetLineInfo).Root!;
        }
        catch (XmlException failure)
        {
            throw new InputException($"{file}, line {failure.LineNumber}: the file is not XML: {failure.Message} Remedy: mend it at this place.", failure);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"{file}: there is no such file. Remedy: name a folder with data_schema.xml and data.xml.", failure);
        }
    }

    private static string Attribute(XElement element, string name, string file) =>
        (string?)element.Attribute(name)
        ?? throw Fault(file, element, $"<{element.Name.LocalName}> has no '{name}'", $"add {name}=\"…\"");

    private static InputException Fault(string file, XElement at, string reason, string remedy) =>
        new($"{Place(file, at)}: {reason}. Remedy: {remedy}.");

    private static string Place(string file, XElement at) =>
        string.Create(CultureInfo.InvariantCulture, $"{file}, line {((IXmlLineInfo)at).LineNumber}");
}
