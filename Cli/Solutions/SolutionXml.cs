using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Smarketing.Cli.Solutions;

/// <summary>Reads and writes solution XML, always in the same form, whatever the machine or culture.</summary>
public static class SolutionXml
{
    /// <summary>The language every label has first.</summary>
    public const int English = 1033;

    private static readonly XmlWriterSettings Normal = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Indent = true,
        IndentChars = "  ",
        NewLineChars = "\n",
        NewLineHandling = NewLineHandling.Replace,
        NamespaceHandling = NamespaceHandling.OmitDuplicates,
    };

    /// <summary>The root element of a file.</summary>
    /// <param name="content">The file's bytes.</param>
    /// <param name="name">The file as the user knows it, for the message.</param>
    /// <exception cref="InputException">It is not well-formed; the message names the line.</exception>
    public static XElement Parse(byte[] content, string name)
    {
        try
        {
            using var stream = new MemoryStream(content);
            using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, IgnoreWhitespace = true });
            return XDocument.Load(reader).Root!;
        }
        catch (XmlException fault)
        {
            throw new InputException($"{name}, line {fault.LineNumber.ToString(CultureInfo.InvariantCulture)}, column {fault.LinePosition.ToString(CultureInfo.InvariantCulture)}: not well-formed XML ({fault.Message}) Mend the file or take it from version control again.", fault);
        }
    }

    /// <inheritdoc cref="Parse(byte[], string)"/>
    public static XElement Load(string path, string name) => File.Exists(path)
        ? Parse(File.ReadAllBytes(path), name)
        : throw new InputException($"{name} does not exist, and the solution cannot be read without it. Restore it from version control.");

    /// <summary>The document in normal form: UTF-8 without mark, line feeds, two spaces, a declaration.</summary>
    public static byte[] Write(XElement root)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, Normal))
        {
            new XDocument(new XDeclaration("1.0", "utf-8", null), root).Save(writer);
        }
        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    /// <summary>The declaration every unpacked file carries on its root.</summary>
    public static XAttribute InstanceNamespace() => new(XNamespace.Xmlns + "xsi", "http://www.w3.org/2001/XMLSchema-instance");

    /// <summary>The text of a child element, trimmed; empty when it is absent.</summary>
    public static string Text(this XElement element, string child) => element.Element(child)?.Value.Trim() ?? "";

    /// <summary>The English label or description in a block such as <c>displaynames</c> or <c>labels</c>; empty when there is none.</summary>
    public static string EnglishText(this XElement? block) => block?.Elements()
        .FirstOrDefault(label => string.Equals(label.Attribute("languagecode")?.Value, "1033", StringComparison.Ordinal))
        ?.Attribute("description")?.Value.Trim() ?? "";
}
