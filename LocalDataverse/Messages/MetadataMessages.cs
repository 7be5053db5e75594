using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Metadata;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Messages;

/// <summary>Describes a table with its columns, keys and relationships.</summary>
internal sealed class RetrieveEntityMessage : Message
{
    public override string Name => "RetrieveEntity";

    public override string? Table(OrganizationRequest request) => Optional<string>(request, "LogicalName");

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var filters = request.Parameters.TryGetValue("EntityFilters", out var value) && value is EntityFilters wanted ? wanted : EntityFilters.Default;
        var response = new RetrieveEntityResponse();
        response.Results["EntityMetadata"] = SdkTable.Of(platform.Catalog.Table(Required<string>(request, "LogicalName")), platform.Catalog, filters, platform.Store.UserLanguage(scope.UserId));
        return response;
    }
}

/// <summary>Describes a column.</summary>
internal sealed class RetrieveAttributeMessage : Message
{
    public override string Name => "RetrieveAttribute";

    public override string? Table(OrganizationRequest request) => Optional<string>(request, "EntityLogicalName");

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var table = platform.Catalog.Table(Required<string>(request, "EntityLogicalName"));
        var response = new RetrieveAttributeResponse();
        response.Results["AttributeMetadata"] = SdkColumn.Of(table, table.Column(Required<string>(request, "LogicalName")), platform.Store.UserLanguage(scope.UserId));
        return response;
    }
}
