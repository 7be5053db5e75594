using System;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Messages;

/// <summary>
/// An older spelling of an Update. It raises its own event and, in its main operation, that of Update; an Update of the same
/// columns does not raise the older event.
/// </summary>
internal abstract class LegacyMessage(string rowParameter) : EventMessage
{
    public override string? Table(OrganizationRequest request) => TableOfTarget(request, rowParameter);

    public override Operation Prepare(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var row = Required<EntityReference>(request, rowParameter);
        var table = platform.Catalog.Table(row.LogicalName);
        Check(request);
        var id = Rows.Resolve(platform, table, row.Id, row.KeyAttributes);
        var inputs = new ParameterCollection();
        foreach (var parameter in request.Parameters)
        {
            inputs[parameter.Key] = Copies.OfValue(parameter.Value);
        }

        inputs[rowParameter] = new EntityReference(table.LogicalName, id);
        var operation = NewOperation(platform, Name, table.LogicalName, inputs, request, scope);
        operation.PrimaryEntityId = id;
        return operation;
    }

    public override void Authorize(Platform platform, Operation operation) =>
        platform.Rows.Row(operation.UserId, operation.TableName!, operation.PrimaryEntityId, Right);

    public override void Main(Platform platform, Operation operation)
    {
        var target = new Entity(operation.TableName!, operation.PrimaryEntityId);
        Fill(target, operation.Inputs);
        var update = new UpdateRequest { Target = target, RequestId = operation.RequestId };
        foreach (var parameter in operation.Inputs)
        {
            if (parameter.Key.StartsWith("Bypass", StringComparison.Ordinal) || string.Equals(parameter.Key, "tag", StringComparison.Ordinal))
            {
                update.Parameters[parameter.Key] = parameter.Value;
            }
        }

        platform.Messages.Find("Update").Execute(platform, update, operation.AsCaller());
    }

    /// <summary>The right on the row that callers need.</summary>
    protected abstract AccessRights Right { get; }

    /// <summary>Faults when the request lacks what the message needs.</summary>
    protected abstract void Check(OrganizationRequest request);

    /// <summary>The columns the Update writes.</summary>
    protected abstract void Fill(Entity target, ParameterCollection inputs);
}

/// <summary>Sets state and status.</summary>
internal sealed class SetStateMessage() : LegacyMessage("EntityMoniker")
{
    public override string Name => "SetState";

    protected override AccessRights Right => AccessRights.WriteAccess;

    public override OrganizationResponse Respond(Operation operation) => new SetStateResponse();

    protected override void Check(OrganizationRequest request) => Required<OptionSetValue>(request, "State");

    protected override void Fill(Entity target, ParameterCollection inputs)
    {
        target["statecode"] = inputs["State"];

        // -1 asks for the default status of the state.
        if (inputs.TryGetValue("Status", out var value) && value is OptionSetValue { Value: not -1 } status)
        {
            target["statuscode"] = status;
        }
    }
}

/// <summary>Gives a row to another owner.</summary>
internal sealed class AssignMessage() : LegacyMessage("Target")
{
    public override string Name => "Assign";

    protected override AccessRights Right => AccessRights.AssignAccess;

    public override OrganizationResponse Respond(Operation operation) => new AssignResponse();

    protected override void Check(OrganizationRequest request) => Required<EntityReference>(request, "Assignee");

    protected override void Fill(Entity target, ParameterCollection inputs) => target["ownerid"] = inputs["Assignee"];
}

/// <summary>Says who asks.</summary>
internal sealed class WhoAmIMessage : Message
{
    public override string Name => "WhoAmI";

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var response = new WhoAmIResponse();
        response.Results["UserId"] = scope.UserId;
        response.Results["BusinessUnitId"] = platform.Facts.User(scope.UserId).UnitId;
        response.Results["OrganizationId"] = platform.System.OrganizationId;
        return response;
    }
}
