using System;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Messages.Sales;

/// <summary>
/// Qualifies a lead: makes the account, contact and opportunity asked for and ties them to the lead and to one another. The
/// steps of Create and Update run for each, one deeper, with this message as their parent; all of it happens or nothing.
/// </summary>
internal sealed class QualifyLeadMessage : EventMessage
{
    private const int Qualified = 1;

    public override string Name => "QualifyLead";

    public override string? Table(OrganizationRequest request) => TableOfTarget(request, "LeadId");

    public override Operation Prepare(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var lead = Required<EntityReference>(request, "LeadId");
        if (!string.Equals(lead.LogicalName, "lead", StringComparison.Ordinal))
        {
            throw Fault.InvalidArgument($"QualifyLead takes a lead as LeadId; it got a row of '{lead.LogicalName}'.");
        }

        foreach (var choice in (string[])["CreateAccount", "CreateContact", "CreateOpportunity"])
        {
            Required<bool>(request, choice);
        }

        if (Optional<EntityReference>(request, "ProcessInstanceId") is not null)
        {
            throw Fault.NotSupported("ProcessInstanceId of QualifyLead", "No business process flows run here; leave it out.");
        }

        var id = Rows.Resolve(platform, platform.Catalog.Table("lead"), lead.Id, lead.KeyAttributes);
        var inputs = new ParameterCollection();
        foreach (var parameter in request.Parameters)
        {
            inputs[parameter.Key] = string.Equals(parameter.Key, "LeadId", StringComparison.Ordinal) ? new EntityReference("lead", id) : Copies.OfValue(parameter.Value)!;
        }

        var operation = NewOperation(platform, Name, "lead", inputs, request, scope);
        operation.PrimaryEntityId = id;
        return operation;
    }

    public override void Authorize(Platform platform, Operation operation) =>
        platform.Rows.Row(operation.UserId, "lead", operation.PrimaryEntityId, AccessRights.WriteAccess);

    public override void Main(Platform platform, Operation operation)
    {
        var id = operation.PrimaryEntityId;
        var lead = platform.Store.Find("lead", id, new ColumnSet(allColumns: true)) ?? throw Fault.RowDoesNotExist("lead", id);
        if (lead.Value<OptionSetValue>("statecode") is { Value: not 0 })
        {
            throw Fault.Of(ErrorCodes.LeadIsClosed, $"The lead is already closed. Open the lead {id:D} again (Update statecode to 0) before qualifying it.");
        }

        var status = Status(platform.Catalog.Table("lead"), operation);
        var run = new LeadQualification(platform, operation, lead);
        run.MakeAccount();
        run.MakeContact();
        run.MakeOpportunity();
        run.CloseLead(Qualified, status);
        operation.Outputs["CreatedEntities"] = run.Created;
    }

    public override OrganizationResponse Respond(Operation operation)
    {
        var response = new QualifyLeadResponse();
        response.Results["CreatedEntities"] = operation.Outputs["CreatedEntities"];
        return response;
    }

    // Left out, or -1, asks for the default status of the state.
    private static int Status(TableDefinition table, Operation operation)
    {
        var statuscode = table.Column("statuscode");
        var given = (operation.Inputs.TryGetValue("Status", out var value) ? value as OptionSetValue : null)?.Value ?? -1;
        var status = given == -1 ? States.DefaultStatus(table.Column("statecode"), statuscode, Qualified) : given;
        return status is { } known && statuscode.Option(known) is { State: Qualified }
            ? known
            : throw Fault.Of(ErrorCodes.StatusOfAnotherState,
                $"{given} is not a valid status code for state code LeadState.Qualified on lead with Id {operation.PrimaryEntityId:D}. Give a status of the state Qualified, or -1 for its default.");
    }
}
