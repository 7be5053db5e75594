using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Runtime.Serialization.Json;
using System.Text;
using System.Xml;

namespace Smarketing.Crm.Dataverse.Json;

/// <summary>
/// Writes one JSON object, the same bytes for the same values in every culture and on every runtime.
/// Absent values are left out; times are UTC to the tick.
/// </summary>
internal sealed class JsonWriter
{
    private readonly XmlDictionaryWriter writer;

    private JsonWriter(XmlDictionaryWriter writer) => this.writer = writer;

    /// <summary>The object that <paramref name="members"/> fills.</summary>
    public static string Write(Action<JsonWriter> members)
    {
        using var stream = new MemoryStream();
        using (var xml = JsonReaderWriterFactory.CreateJsonWriter(stream, new UTF8Encoding(false), ownsStream: false))
        {
            xml.WriteStartElement("root");
            xml.WriteAttributeString("type", "object");
            members(new JsonWriter(xml));
            xml.WriteEndElement();
            xml.Flush();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public void Member(string name, string? value)
    {
        if (value is not null)
            Scalar(name, "string", value);
    }

    public void Member(string name, decimal? value)
    {
        if (value is not null)
            Scalar(name, "number", value.Value.ToString(CultureInfo.InvariantCulture));
    }

    public void Member(string name, bool? value)
    {
        if (value is not null)
            Scalar(name, "boolean", value.Value ? "true" : "false");
    }

    public void Member(string name, DateTime? value)
    {
        if (value is not null)
            Scalar(name, "string", Clock.Utc(value.Value).ToString("o", CultureInfo.InvariantCulture));
    }

    public void Member(string name, Guid? value)
    {
        if (value is not null)
            Scalar(name, "string", value.Value.ToString("D", CultureInfo.InvariantCulture));
    }

    /// <summary>A member that is an object itself.</summary>
    public void Object(string name, Action<JsonWriter> members)
    {
        writer.WriteStartElement(name);
        writer.WriteAttributeString("type", "object");
        members(this);
        writer.WriteEndElement();
    }

    /// <summary>A member that is an array of objects.</summary>
    public void Array<T>(string name, IEnumerable<T> items, Action<JsonWriter, T> members)
    {
        writer.WriteStartElement(name);
        writer.WriteAttributeString("type", "array");
        foreach (var item in items)
            Object("item", inner => members(inner, item));
        writer.WriteEndElement();
    }

    private void Scalar(string name, string type, string value)
    {
        writer.WriteStartElement(name);
        writer.WriteAttributeString("type", type);
        writer.WriteString(value);
        writer.WriteEndElement();
    }
}
