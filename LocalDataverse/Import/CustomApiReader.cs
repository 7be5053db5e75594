using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using Smarketing.LocalDataverse.Messages;

namespace Smarketing.LocalDataverse.Import;

/// <summary>Reads custom APIs, which lie beside customizations.xml as files of their own.</summary>
internal sealed class CustomApiReader(SolutionArchive archive, string solution)
{
    private const string Folder = "customapis/";

    public static bool Owns(string path) => path.StartsWith(Folder, StringComparison.OrdinalIgnoreCase);

    public List<CustomApiDefinition> Read() =>
        [.. archive.Paths.Where(p => Owns(p) && p.EndsWith("/customapi.xml", StringComparison.OrdinalIgnoreCase)).Select(Api)];

    private CustomApiDefinition Api(string path)
    {
        var element = archive.Xml(path);
        var name = element.RequiredAttribute("uniquename", path);
        var folder = path[..(path.LastIndexOf('/') + 1)];
        var binding = element.Int("bindingtype", path) ?? 0;
        var table = element.Text("boundentitylogicalname");
        if (binding is not (0 or 1 or 2))
        {
            throw XmlReading.Wrong(element, path, $"The custom API '{name}' has the binding type {binding}. It is 0 (none), 1 (a row) or 2 (a table).");
        }

        if (binding != 0 && table is null)
        {
            throw XmlReading.Wrong(element, path, $"The custom API '{name}' is bound but names no table. Add <boundentitylogicalname>.");
        }

        if (element.Flag("isfunction", absent: false) && element.Flag("workflowsdkstepenabled", absent: false))
        {
            throw XmlReading.Wrong(element, path, $"The custom API '{name}' is a function and enabled for workflows. Only actions can be: set workflowsdkstepenabled to 0, or isfunction.");
        }

        if (element.Int("allowedcustomprocessingsteptype", path) is not (null or 0 or 1 or 2))
        {
            throw XmlReading.Wrong(element, path, $"The custom API '{name}' allows steps of the type {element.Text("allowedcustomprocessingsteptype")}. It is 0 (none), 1 (asynchronous only) or 2 (any).");
        }

        var plugin = element.Element("plugintypeid")?.Text("plugintypeexportkey");
        return new CustomApiDefinition
        {
            UniqueName = name,
            DisplayName = element.Labels("displayname"),
            Description = element.Labels("description"),
            BindingType = binding,
            BoundTable = table?.ToLowerInvariant(),
            IsFunction = element.Flag("isfunction", absent: false),
            AllowedStepType = element.Int("allowedcustomprocessingsteptype", path) ?? 0,
            Requests = Parameters(folder + "customapirequestparameters/", "customapirequestparameter.xml"),
            Responses = Parameters(folder + "customapiresponseproperties/", "customapiresponseproperty.xml"),
            ExecutePrivilege = element.Text("executeprivilegename"),
            PluginTypeId = plugin is null ? null : XmlReading.Id(element, plugin, "plugintypeexportkey", path),
            Solution = solution,
        };
    }

    private List<CustomApiParameter> Parameters(string folder, string fileName) =>
        [.. archive.Paths
            .Where(p => p.StartsWith(folder, StringComparison.OrdinalIgnoreCase) && p.EndsWith("/" + fileName, StringComparison.OrdinalIgnoreCase))
            .Select(Parameter)];

    private CustomApiParameter Parameter(string path)
    {
        XElement element = archive.Xml(path);
        var name = element.RequiredAttribute("uniquename", path);
        var type = element.Int("type", path);
        if (type is null || !Enum.IsDefined((CustomApiType)type))
        {
            throw XmlReading.Wrong(element, path, $"The parameter '{name}' is of type {type?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "(none)"}. Types go from 0 (Boolean) to 12 (Guid).");
        }

        return new CustomApiParameter(name, (CustomApiType)type, element.Flag("isoptional", absent: false));
    }
}
