using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Import;

/// <summary>Reads plug-in assemblies, steps and images.</summary>
internal sealed class PluginReader(SolutionArchive archive, XElement root, string file)
{
    /// <summary>The messages whose id is the same in every environment.</summary>
    public static readonly IReadOnlyDictionary<Guid, string> MessageIds = new Dictionary<Guid, string>
    {
        [new Guid("9ebdbb1b-ea3e-db11-86a7-000a3a5473e8")] = "Create",
        [new Guid("20bebb1b-ea3e-db11-86a7-000a3a5473e8")] = "Update",
        [new Guid("a1bdbb1b-ea3e-db11-86a7-000a3a5473e8")] = "Delete",
        [new Guid("f2bdbb1b-ea3e-db11-86a7-000a3a5473e8")] = "Retrieve",
        [new Guid("03bebb1b-ea3e-db11-86a7-000a3a5473e8")] = "RetrieveMultiple",
        [new Guid("16e7c888-3b24-448b-b7da-ebfe9b681762")] = "Associate",
        [new Guid("bdfc191d-fc56-493a-a6b1-cb0c47a22ecc")] = "Disassociate",
    };

    public List<AssemblyModel> Assemblies()
    {
        var assemblies = new List<AssemblyModel>();
        var ids = new HashSet<Guid>();
        var typeIds = new HashSet<Guid>();
        foreach (var element in root.Items("SolutionPluginAssemblies", "PluginAssembly"))
        {
            var name = element.RequiredAttribute("FullName", file);
            var path = element.Required("FileName", file).TrimStart('/');
            var content = archive.Find(path)
                ?? throw XmlReading.Wrong(element, file, $"The assembly '{name}' lies at '{path}', which the zip does not hold. Build the plug-ins and pack the solution again.");
            var types = element.Items("PluginTypes", "PluginType").Select(type => new PluginTypeModel(
                XmlReading.Id(type, type.RequiredAttribute("PluginTypeId", file), "PluginTypeId", file),
                type.RequiredAttribute("Name", file),
                type.Text("FriendlyName") ?? type.RequiredAttribute("Name", file),
                type.Text("WorkflowActivityGroupName"))).ToList();
            if (types.Find(t => !typeIds.Add(t.Id)) is { } twin)
            {
                throw XmlReading.Wrong(element, file, $"Two plug-in types have the id {twin.Id:D}; the second is '{twin.Name}'. Give each its own.");
            }

            var id = XmlReading.Id(element, element.RequiredAttribute("PluginAssemblyId", file), "PluginAssemblyId", file);
            if (!ids.Add(id))
            {
                throw XmlReading.Wrong(element, file, $"Two plug-in assemblies have the id {id:D}; the second is '{name}'. Give each its own.");
            }

            assemblies.Add(new AssemblyModel(id, name, path, content, types));
        }

        return assemblies;
    }

    public List<StepModel> Steps()
    {
        var steps = new List<StepModel>();
        var ids = new HashSet<Guid>();
        foreach (var element in root.Items("SdkMessageProcessingSteps", "SdkMessageProcessingStep"))
        {
            var step = Step(element);
            if (!ids.Add(step.Id))
            {
                throw XmlReading.Wrong(element, file, $"Two steps have the id {step.Id:D}; the second is '{step.Name}'. Give each its own.");
            }

            steps.Add(step);
        }

        return steps;
    }

    private StepModel Step(XElement element)
    {
        var name = element.RequiredAttribute("Name", file);
        var (message, messageId) = Message(element, name);
        var stage = element.Int("Stage", file) switch
        {
            10 => Stage.PreValidation,
            20 => Stage.PreOperation,
            40 => Stage.PostOperation,
            var other => throw XmlReading.Wrong(element, file, $"The step '{name}' runs in stage {other}. Steps run in stage 10, 20 or 40."),
        };
        var isAsync = element.Int("Mode", file) == 1;
        if (isAsync && stage != Stage.PostOperation)
        {
            throw XmlReading.Wrong(element, file, $"The step '{name}' is asynchronous in stage {(int)stage}. Asynchronous steps run in stage 40.");
        }

        var table = element.Text("PrimaryEntity")?.ToLowerInvariant();
        return new StepModel
        {
            Id = XmlReading.Id(element, element.RequiredAttribute("SdkMessageProcessingStepId", file), "SdkMessageProcessingStepId", file),
            Name = name,
            Message = message,
            MessageId = messageId,
            Table = table is null or "none" ? null : table,
            Stage = stage,
            IsAsync = isAsync,
            DeletesSucceededJobs = element.Int("AsyncAutoDelete", file) == 1,
            ImpersonatingUserId = element.Text("ImpersonatingUserId") is { } user ? XmlReading.Id(element, user, "ImpersonatingUserId", file) : null,
            Rank = element.Int("Rank", file) ?? 1,
            FilteringColumns = Columns(element.Text("FilteringAttributes")),
            Configuration = element.Text("Configuration"),
            Description = element.Text("Description"),
            PluginTypeId = Guid.TryParse(element.Text("PluginTypeId") ?? element.Text("PluginTypeExportKey"), out var typeId) ? typeId : Guid.Empty,
            PluginTypeName = element.Text("PluginTypeName")?.Split(',')[0].Trim(),
            Images = [.. element.Items("SdkMessageProcessingStepImages", "SdkMessageProcessingStepImage").Select(i => Image(i, name, message, stage))],
        };
    }

    private (string Name, Guid? Id) Message(XElement element, string step)
    {
        if (element.Text("SdkMessageName") is { } name)
        {
            return (name, MessageIds.FirstOrDefault(m => string.Equals(m.Value, name, StringComparison.Ordinal)).Key is var known && known != Guid.Empty ? known : null);
        }

        var id = XmlReading.Id(element, element.Text("SdkMessageId"), $"SdkMessageId of the step '{step}'", file);
        return MessageIds.TryGetValue(id, out var message)
            ? (message, id)
            : throw XmlReading.Wrong(element, file,
                $"The step '{step}' is registered on the message {id:D}, which is unknown here. Known are {string.Join(", ", MessageIds.Values)}; name any other in <SdkMessageName>.");
    }

    private StepImageModel Image(XElement element, string step, string message, Stage stage)
    {
        var alias = element.Text("EntityAlias") ?? element.RequiredAttribute("Name", file);
        var type = element.Int("ImageType", file);
        if (type is not (0 or 1 or 2))
        {
            throw XmlReading.Wrong(element, file, $"The image '{alias}' of the step '{step}' is of type {type}. It is 0 (before), 1 (after) or 2 (both).");
        }

        var columns = Columns(element.Text("Attributes"));
        var image = new ImageDefinition(alias, type is 0 or 2, type is 1 or 2, columns.Count == 0 ? null : columns);
        if (image.IsPre && message is ("Create" or "CreateMultiple"))
        {
            throw XmlReading.Wrong(element, file, $"The image '{alias}' of the step '{step}' wants the row before a Create, when there is none. Use an image of type 1.");
        }

        if (image.IsPost && (stage != Stage.PostOperation || string.Equals(message, "Delete", StringComparison.Ordinal)))
        {
            throw XmlReading.Wrong(element, file, $"The image '{alias}' of the step '{step}' wants the row after the operation, which stage {(int)stage} of {message} does not have. Use stage 40 of Create or Update, or an image of type 0.");
        }

        return new StepImageModel(
            XmlReading.Id(element, element.Text("SdkMessageProcessingStepImageId"), "SdkMessageProcessingStepImageId", file),
            element.RequiredAttribute("Name", file),
            image);
    }

    private static List<string> Columns(string? list) =>
        [.. (list ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(c => c.ToLowerInvariant())];
}
