using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Xml.Linq;

namespace Smarketing.Cli.Solutions.Syncing;

/// <summary>Writes registrations the way exports have them.</summary>
internal static class RegistrationXml
{
    /// <summary>The platform's column for a step's description is this long.</summary>
    private const int LongestDescription = 256;

    private const string CreateMessage = "9ebdbb1b-ea3e-db11-86a7-000a3a5473e8";

    /// <summary>Messages of the platform whose id is the same in every environment; any other goes by its name.</summary>
    private static readonly Dictionary<string, string> MessageIds = new(StringComparer.Ordinal)
    {
        ["Create"] = CreateMessage,
        ["Update"] = "20bebb1b-ea3e-db11-86a7-000a3a5473e8",
        ["Delete"] = "a1bdbb1b-ea3e-db11-86a7-000a3a5473e8",
        ["Retrieve"] = "f2bdbb1b-ea3e-db11-86a7-000a3a5473e8",
        ["RetrieveMultiple"] = "03bebb1b-ea3e-db11-86a7-000a3a5473e8",
        ["Associate"] = "16e7c888-3b24-448b-b7da-ebfe9b681762",
        ["Disassociate"] = "bdfc191d-fc56-493a-a6b1-cb0c47a22ecc",
    };

    public static XElement Assembly(ShippedAssembly assembly, string introducedVersion)
    {
        var version = new AssemblyName(assembly.FullName).Version!.ToString();
        return new XElement(
            "PluginAssembly",
            SolutionXml.InstanceNamespace(),
            new XAttribute("FullName", assembly.FullName),
            new XAttribute("PluginAssemblyId", StableId.Assembly(assembly.Name)),
            new XAttribute("CustomizationLevel", "1"),
            new XElement("IsolationMode", "2"),
            new XElement("SourceType", "0"),
            new XElement("IntroducedVersion", introducedVersion),
            new XElement("FileName", "/" + AssemblyFile(assembly)),
            new XElement(
                "PluginTypes",
                assembly.Types.Select(type => new XElement(
                    "PluginType",
                    new XAttribute("AssemblyQualifiedName", $"{type.TypeName}, {assembly.FullName}"),
                    new XAttribute("PluginTypeId", StableId.PluginType(type.TypeName)),
                    new XAttribute("Name", type.TypeName),
                    new XElement("FriendlyName", type.TypeName),
                    type.IsActivity ? new XElement("WorkflowActivityGroupName", $"{assembly.Name} ({version})") : null))));
    }

    /// <summary>The DLL's place in tree and zip.</summary>
    public static string AssemblyFile(ShippedAssembly assembly)
    {
        var safe = string.Concat(assembly.Name.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-').Take(50));
        return $"PluginAssemblies/{safe}-{StableId.Assembly(assembly.Name).ToString().ToUpperInvariant()}/{safe}.dll";
    }

    public static XElement Step(RegisteredStep step, string assemblyFullName, string introducedVersion)
    {
        if (step.Description.Length > LongestDescription)
        {
            throw new InputException($"Step {step.TypeName}: its description has {step.Description.Length.ToString(CultureInfo.InvariantCulture)} characters, the platform keeps {LongestDescription.ToString(CultureInfo.InvariantCulture)}. Shorten it.");
        }
        return new XElement(
            "SdkMessageProcessingStep",
            SolutionXml.InstanceNamespace(),
            new XAttribute("Name", $"{step.TypeName}: {step.Message} of {step.Table ?? "any table"}"),
            new XAttribute("SdkMessageProcessingStepId", StableId.Step(step.TypeName).ToString("B")),
            MessageIds.TryGetValue(step.Message, out var message) ? new XElement("SdkMessageId", message) : new XElement("SdkMessageName", step.Message),
            new XElement("PluginTypeName", $"{step.TypeName}, {assemblyFullName}"),
            new XElement("PluginTypeId", StableId.PluginType(step.TypeName)),
            step.Table is null ? null : new XElement("PrimaryEntity", step.Table),
            // What went well need not stay in the list of system jobs; failures do.
            new XElement("AsyncAutoDelete", step.IsAsync ? 1 : 0),
            step.Description.Length == 0 ? null : new XElement("Description", step.Description),
            List("FilteringAttributes", step.FilteringColumns),
            new XElement("InvocationSource", 0),
            new XElement("Mode", step.IsAsync ? 1 : 0),
            new XElement("Rank", step.Order),
            new XElement("EventHandlerTypeCode", 4602),
            new XElement("Stage", step.Stage),
            new XElement("IsCustomizable", 1),
            new XElement("IsHidden", 0),
            new XElement("SupportedDeployment", 0),
            new XElement("IntroducedVersion", introducedVersion),
            new XElement("SdkMessageProcessingStepImages", step.Images.Select(image => Image(step, image.Key, image.Value))));
    }

    private static XElement Image(RegisteredStep step, string name, IReadOnlyList<string> columns) => new(
        "SdkMessageProcessingStepImage",
        new XAttribute("Name", name),
        new XElement("SdkMessageProcessingStepImageId", StableId.Image(step.TypeName, name).ToString("B")),
        List("Attributes", columns),
        new XElement("EntityAlias", name),
        new XElement("ImageType", name == "pre" ? 0 : 1),
        new XElement("MessagePropertyName", step.Message == "Create" ? "Id" : "Target"),
        new XElement("IsCustomizable", 1));

    private static XElement List(string name, IReadOnlyList<string> columns) =>
        columns.Count == 0 ? new XElement(name) : new XElement(name, string.Join(',', columns.Order(StringComparer.Ordinal)));
}
