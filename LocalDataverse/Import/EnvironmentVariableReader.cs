using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace Smarketing.LocalDataverse.Import;

/// <summary>Reads environment variables, which lie beside customizations.xml as files of their own, each with its value if the zip carries one.</summary>
internal sealed class EnvironmentVariableReader(SolutionArchive archive)
{
    private const string Folder = "environmentvariabledefinitions/";
    private const int Text = 100000000;
    private const int Secret = 100000005;

    public static bool Owns(string path) => path.StartsWith(Folder, StringComparison.OrdinalIgnoreCase);

    public List<EnvironmentVariableModel> Read() =>
        [.. archive.Paths.Where(p => Owns(p) && p.EndsWith("/environmentvariabledefinition.xml", StringComparison.OrdinalIgnoreCase)).Select(Variable)];

    private EnvironmentVariableModel Variable(string path)
    {
        var element = archive.Xml(path);
        var name = element.RequiredAttribute("schemaname", path);
        var type = element.Int("type", path) ?? Text;
        if (type is < Text or > Secret)
        {
            throw XmlReading.Wrong(element, path, $"The environment variable '{name}' is of type {Faults.Fault.Show(type)}. Types go from 100000000 (text) to 100000005 (secret).");
        }

        return new EnvironmentVariableModel
        {
            SchemaName = name,
            Type = type,
            DisplayName = Label(element, "displayname"),
            Description = Label(element, "description"),
            DefaultValue = element.Text("defaultvalue"),
            IsRequired = element.Flag("isrequired", absent: false),
            SecretStore = element.Int("secretstore", path) ?? 0,
            IntroducedVersion = element.Text("introducedversion"),
            Value = Value(path[..(path.LastIndexOf('/') + 1)] + "environmentvariablevalues.json"),
        };
    }

    private static string? Label(System.Xml.Linq.XElement element, string child) =>
        element.Labels(child).For(1033) is { Length: > 0 } label ? label : element.Element(child)?.Attribute("default")?.Value;

    // {"environmentvariablevalues":{"environmentvariablevalue":{"value":"…"}}}
    private string? Value(string path)
    {
        if (archive.Find(path) is not { } bytes)
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(bytes);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("environmentvariablevalues", out var values) && values.ValueKind == JsonValueKind.Object
                && values.TryGetProperty("environmentvariablevalue", out var one) && one.ValueKind == JsonValueKind.Object
                && one.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.String
                    ? value.GetString()
                    : throw new SolutionImportException($"'{path}' holds no environmentvariablevalues.environmentvariablevalue.value. Export the solution again.");
        }
        catch (JsonException exception)
        {
            throw new SolutionImportException($"'{path}' is no well-formed JSON: {exception.Message} Mend the file and pack the solution again.", exception);
        }
    }
}
