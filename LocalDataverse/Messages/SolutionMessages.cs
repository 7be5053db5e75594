using System;
using System.Xml;
using System.Xml.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Import;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Messages;

/// <summary>What the messages that import have in common.</summary>
internal abstract class SolutionMessage : Message
{
    protected SolutionImportResult Import(Platform platform, OrganizationRequest request, RequestScope scope, ImportKind kind)
    {
        RefuseOptions(request);
        var startedOn = platform.UtcNow;
        var given = request.Parameters.TryGetValue("ImportJobId", out var value) && value is Guid id ? id : Guid.Empty;
        var job = given == Guid.Empty ? Guid.CreateVersion7(platform.Clock.GetUtcNow()) : given;
        if (platform.Store.Exists("importjob", job))
        {
            throw Fault.Of(ErrorCodes.DuplicateRecord, $"An import job {job:D} exists. Give each import an ImportJobId of its own.");
        }

        try
        {
            return platform.Solutions.Import(Required<byte[]>(request, "CustomizationFile"), kind, job);
        }
        catch (SolutionImportException refusal)
        {
            if (scope.Work is null)
            {
                new ImportJobs(platform).Failed(job, startedOn, kind, refusal);
            }

            throw Fault.Of(refusal.ErrorCode, refusal.Message);
        }
    }

    protected static bool Flag(OrganizationRequest request, string parameter) => request.Parameters.TryGetValue(parameter, out var value) && value is true;

    // The other options change nothing here: there are no unmanaged layers to overwrite, no workflows to publish and no ribbons to process.
    private void RefuseOptions(OrganizationRequest request)
    {
        foreach (var option in (string[])["ConvertToManaged", "IsTemplateMode"])
        {
            if (Flag(request, option))
            {
                throw Fault.NotSupported($"{option} of {Name}", "Leave it false, and import the managed or unmanaged zip as it is.");
            }
        }

        foreach (var option in (string[])["ComponentParameters", "LayerDesiredOrder", "SolutionParameters"])
        {
            if (request.Parameters.TryGetValue(option, out var value) && value is not (null or EntityCollection { Entities.Count: 0 }))
            {
                throw Fault.NotSupported($"{option} of {Name}", "Leave it out, and set the rows of environmentvariablevalue and connectionreference after the import.");
            }
        }
    }
}

/// <summary>Imports a solution, over the version that is there or, as a holding solution, beside it.</summary>
internal sealed class ImportSolutionMessage : SolutionMessage
{
    public override string Name => "ImportSolution";

    public override string? Privilege => "prvImportCustomization";

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        Import(platform, request, scope, Flag(request, "HoldingSolution") ? ImportKind.Holding : ImportKind.Update);
        return new ImportSolutionResponse();
    }
}

/// <summary>Imports a solution in the place of the version that is there; installs it when there is none.</summary>
internal sealed class StageAndUpgradeMessage : SolutionMessage
{
    public override string Name => "StageAndUpgrade";

    public override string? Privilege => "prvImportCustomization";

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var result = Import(platform, request, scope, ImportKind.Upgrade);
        var response = new StageAndUpgradeResponse();
        response.Results["SolutionId"] = ComponentRows.SolutionId(result.UniqueName);
        return response;
    }
}

/// <summary>Puts the holding solution in the place of the version it waits beside.</summary>
internal sealed class DeleteAndPromoteMessage : Message
{
    public override string Name => "DeleteAndPromote";

    public override string? Privilege => "prvImportCustomization";

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        try
        {
            var response = new DeleteAndPromoteResponse();
            response.Results["SolutionId"] = platform.Solutions.Promote(Required<string>(request, "UniqueName"));
            return response;
        }
        catch (SolutionImportException refusal)
        {
            throw Fault.Of(refusal.ErrorCode, refusal.Message);
        }
    }
}

/// <summary>Publishes everything: what is imported is published already, so there is nothing to do.</summary>
internal sealed class PublishAllXmlMessage : Message
{
    public override string Name => "PublishAllXml";

    public override string? Privilege => "prvPublishCustomization";

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope) => new PublishAllXmlResponse();
}

/// <summary>Publishes what is named: it is checked that it exists; published it is already.</summary>
internal sealed class PublishXmlMessage : Message
{
    public override string Name => "PublishXml";

    public override string? Privilege => "prvPublishCustomization";

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        foreach (var table in Root(Required<string>(request, "ParameterXml")).Elements("entities").Elements("entity"))
        {
            platform.Catalog.Table(table.Value.Trim());
        }

        return new PublishXmlResponse();
    }

    private static XElement Root(string xml)
    {
        try
        {
            using var reader = XmlReader.Create(new System.IO.StringReader(xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            var root = XDocument.Load(reader).Root!;
            return string.Equals(root.Name.LocalName, "importexportxml", StringComparison.OrdinalIgnoreCase)
                ? root
                : throw Fault.Of(ErrorCodes.InvalidXml, $"ParameterXml of PublishXml begins with <{root.Name.LocalName}>. It begins with <importexportxml>.");
        }
        catch (XmlException exception)
        {
            throw Fault.Of(ErrorCodes.InvalidXml, $"ParameterXml of PublishXml is no well-formed XML: {exception.Message}");
        }
    }
}

/// <summary>Says which version of the platform this stand-in is modelled on.</summary>
internal sealed class RetrieveVersionMessage : Message
{
    private const string Modelled = "9.2.0.0";

    public override string Name => "RetrieveVersion";

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var response = new RetrieveVersionResponse();
        response.Results["Version"] = Modelled;
        return response;
    }
}
