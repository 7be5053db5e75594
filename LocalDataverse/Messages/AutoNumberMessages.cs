using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Messages;

/// <summary>What the messages on autonumber columns have in common.</summary>
internal abstract class AutoNumberMessage : Message
{
    public override string? Table(OrganizationRequest request) => Optional<string>(request, "EntityName");

    protected (string Table, string Column) Named(OrganizationRequest request) =>
        (Required<string>(request, "EntityName"), Required<string>(request, "AttributeName"));
}

/// <summary>Counts anew from a number.</summary>
internal sealed class SetAutoNumberSeedMessage : AutoNumberMessage
{
    public override string Name => "SetAutoNumberSeed";

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var (table, column) = Named(request);
        platform.Defaults.AutoNumbers.SetSeed(table, column, Required<long>(request, "Value"));
        return new SetAutoNumberSeedResponse();
    }
}

/// <summary>Says with which number counting began.</summary>
internal sealed class GetAutoNumberSeedMessage : AutoNumberMessage
{
    public override string Name => "GetAutoNumberSeed";

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var (table, column) = Named(request);
        var response = new GetAutoNumberSeedResponse();
        response.Results["AutoNumberSeedValue"] = platform.Defaults.AutoNumbers.Seed(table, column);
        return response;
    }
}

/// <summary>Says which number the next row gets, without taking it.</summary>
internal sealed class GetNextAutoNumberValueMessage : AutoNumberMessage
{
    public override string Name => "GetNextAutoNumberValue";

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var (table, column) = Named(request);
        var response = new GetNextAutoNumberValueResponse();
        response.Results["NextAutoNumberValue"] = platform.Defaults.AutoNumbers.Next(table, column);
        return response;
    }
}
