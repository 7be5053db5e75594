using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.Serialization.Json;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Smarketing.Crm.Dataverse.Json;

/// <summary>Reads an object that <see cref="JsonWriter"/> wrote.</summary>
internal sealed class JsonReader
{
    private readonly XElement element;

    private JsonReader(XElement element) => this.element = element;

    /// <exception cref="FormatException">The text is no JSON object.</exception>
    public static JsonReader Parse(string json)
    {
        try
        {
            using var reader = JsonReaderWriterFactory.CreateJsonReader(Encoding.UTF8.GetBytes(json), XmlDictionaryReaderQuotas.Max);
            return new JsonReader(XElement.Load(reader));
        }
        catch (XmlException exception)
        {
            throw new FormatException("The text is no JSON object: " + exception.Message, exception);
        }
    }

    /// <summary>Whether it is an object and not a text, a number or an array.</summary>
    public bool IsObject => (string?)element.Attribute("type") == "object";

    /// <summary>The names of its members; one that XML cannot spell is kept beside.</summary>
    public IEnumerable<string> Names => element.Elements().Select(member => (string?)member.Attribute("item") ?? member.Name.LocalName);

    public string? Text(string name) => element.Element(name)?.Value;

    public decimal? Number(string name) => Text(name) is { } text
        ? decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)
        : null;

    public bool? Boolean(string name) => Text(name) is { } text ? text == "true" : null;

    public DateTime? Time(string name) => Text(name) is { } text
        ? DateTime.ParseExact(text, "o", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind)
        : null;

    public Guid? Id(string name) => Text(name) is { } text ? Guid.ParseExact(text, "D") : null;

    /// <summary>The member object; <c>null</c> when absent.</summary>
    public JsonReader? Object(string name) => element.Element(name) is { } member ? new JsonReader(member) : null;

    /// <summary>The objects of a member array; none when absent.</summary>
    public IReadOnlyList<JsonReader> Array(string name) =>
        element.Element(name)?.Elements().Select(item => new JsonReader(item)).ToArray()
        ?? System.Array.Empty<JsonReader>();
}
