using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml;
using System.Xml.Linq;
using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.Import;

/// <summary>Reads values out of solution XML, and says where when it cannot.</summary>
internal static class XmlReading
{
    /// <summary>The text of a child; null when it is absent or empty.</summary>
    public static string? Text(this XElement element, string child)
    {
        var text = element.Element(child)?.Value.Trim();
        return string.IsNullOrEmpty(text) ? null : text;
    }

    public static string Required(this XElement element, string child, string file) =>
        element.Text(child) ?? throw Wrong(element, file, $"<{element.Name.LocalName}> has no <{child}>. Add it.");

    public static string RequiredAttribute(this XElement element, string name, string file) =>
        element.Attribute(name)?.Value is { Length: > 0 } value
            ? value
            : throw Wrong(element, file, $"<{element.Name.LocalName}> has no attribute '{name}'. Add it.");

    public static int? Int(this XElement element, string child, string file) =>
        element.Text(child) is not { } text ? null
        : int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number
        : throw Wrong(element, file, $"<{child}> is '{text}', not a whole number. Write a number.");

    public static decimal? Decimal(this XElement element, string child, string file) =>
        element.Text(child) is not { } text ? null
        : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : throw Wrong(element, file, $"<{child}> is '{text}', not a number. Write a number with a point.");

    /// <summary>A flag written 1 or 0, true or false.</summary>
    public static bool Flag(this XElement element, string child, bool absent) => element.Text(child) switch
    {
        null => absent,
        "1" or "true" or "True" => true,
        _ => false,
    };

    public static Guid Id(XElement element, string? text, string what, string file) =>
        Guid.TryParse(text, out var id) ? id : throw Wrong(element, file, $"{what} is '{text}', not a GUID. Write one.");

    /// <summary>Labels such as <c>&lt;displaynames&gt;&lt;displayname description="…" languagecode="1033"/&gt;</c>, in all languages.</summary>
    public static LocalizedText Labels(this XElement element, string container)
    {
        var texts = new Dictionary<int, string>();
        foreach (var label in element.Element(container)?.Elements() ?? [])
        {
            if (int.TryParse(label.Attribute("languagecode")?.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var language)
                && label.Attribute("description")?.Value is { } text)
            {
                texts[language] = text;
            }
        }

        return texts.Count == 0 ? LocalizedText.Empty : new LocalizedText { Texts = texts };
    }

    /// <summary>Items of a section that may be absent.</summary>
    public static IEnumerable<XElement> Items(this XElement root, string section, string item) =>
        root.Elements(section).SelectMany(s => s.Elements(item));

    public static SolutionImportException Wrong(XElement element, string file, string what)
    {
        var line = element is IXmlLineInfo info && info.HasLineInfo() ? string.Create(CultureInfo.InvariantCulture, $", line {info.LineNumber}") : string.Empty;
        return new SolutionImportException($"{file}{line}: {what}");
    }
}
