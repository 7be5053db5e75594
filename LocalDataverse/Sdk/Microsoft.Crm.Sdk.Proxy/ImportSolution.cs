using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class ImportSolutionRequest : OrganizationRequest
{
    public ImportSolutionRequest() : base("ImportSolution")
    {
    }

    public bool AsyncRibbonProcessing
    {
        get => Parameters.Read<bool>("AsyncRibbonProcessing");
        set => Parameters["AsyncRibbonProcessing"] = value;
    }

    public EntityCollection ComponentParameters
    {
        get => Parameters.Read<EntityCollection>("ComponentParameters");
        set => Parameters["ComponentParameters"] = value;
    }

    public bool ConvertToManaged
    {
        get => Parameters.Read<bool>("ConvertToManaged");
        set => Parameters["ConvertToManaged"] = value;
    }

    public byte[] CustomizationFile
    {
        get => Parameters.Read<byte[]>("CustomizationFile");
        set => Parameters["CustomizationFile"] = value;
    }

    public bool HoldingSolution
    {
        get => Parameters.Read<bool>("HoldingSolution");
        set => Parameters["HoldingSolution"] = value;
    }

    public Guid ImportJobId
    {
        get => Parameters.Read<Guid>("ImportJobId");
        set => Parameters["ImportJobId"] = value;
    }

    public bool IsTemplateMode
    {
        get => Parameters.Read<bool>("IsTemplateMode");
        set => Parameters["IsTemplateMode"] = value;
    }

    public bool OverwriteUnmanagedCustomizations
    {
        get => Parameters.Read<bool>("OverwriteUnmanagedCustomizations");
        set => Parameters["OverwriteUnmanagedCustomizations"] = value;
    }

    public bool PublishWorkflows
    {
        get => Parameters.Read<bool>("PublishWorkflows");
        set => Parameters["PublishWorkflows"] = value;
    }

    public bool SkipProductUpdateDependencies
    {
        get => Parameters.Read<bool>("SkipProductUpdateDependencies");
        set => Parameters["SkipProductUpdateDependencies"] = value;
    }

    public bool SkipQueueRibbonJob
    {
        get => Parameters.Read<bool>("SkipQueueRibbonJob");
        set => Parameters["SkipQueueRibbonJob"] = value;
    }

    public string TemplateDisplayNamePrefix
    {
        get => Parameters.Read<string>("TemplateDisplayNamePrefix");
        set => Parameters["TemplateDisplayNamePrefix"] = value;
    }

    public string TemplateSuffix
    {
        get => Parameters.Read<string>("TemplateSuffix");
        set => Parameters["TemplateSuffix"] = value;
    }
}

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class ImportSolutionResponse : OrganizationResponse
{
    public ImportSolutionResponse()
    {
    }
}
