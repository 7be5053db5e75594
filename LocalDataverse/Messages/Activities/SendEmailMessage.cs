using System;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Behaviors;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Messages.Activities;

/// <summary>Marks an e-mail as sent. No mail leaves: nothing here speaks to a mail server.</summary>
internal sealed class SendEmailMessage : EventMessage
{
    private const int Sent = 3;

    private static readonly string[] Recipients = ["to", "cc", "bcc"];

    public override string Name => "SendEmail";

    public override string EventName => "Send";

    public override string? Table(OrganizationRequest request) => "email";

    public override Operation Prepare(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var id = Required<Guid>(request, "EmailId");
        Required<bool>(request, "IssueSend");
        var inputs = new ParameterCollection();
        inputs.AddRange(request.Parameters);
        var operation = NewOperation(platform, EventName, "email", inputs, request, scope);
        operation.PrimaryEntityId = id;
        return operation;
    }

    public override void Authorize(Platform platform, Operation operation) =>
        platform.Rows.Row(operation.UserId, "email", operation.PrimaryEntityId, AccessRights.WriteAccess);

    public override void Main(Platform platform, Operation operation)
    {
        var id = operation.PrimaryEntityId;
        var table = platform.Catalog.Table("email");
        var columns = new ColumnSet(["statecode", "subject", "directioncode", "from", .. Recipients]);
        var email = PartyReader.Fill(platform, table, platform.Store.Find("email", id, columns) ?? throw Fault.RowDoesNotExist("email", id), columns);
        Check(email);
        var token = operation.Inputs.TryGetValue("TrackingToken", out var value) ? value as string : null;
        var subject = string.Join(' ', new[] { email.Value<string>("subject"), token }.Where(t => !string.IsNullOrEmpty(t)));
        platform.Inside(operation, new UpdateRequest
        {
            Target = new Entity("email", id)
            {
                ["subject"] = subject,
                ["statecode"] = new OptionSetValue(1),
                ["statuscode"] = new OptionSetValue(Sent),
            },
        });
        platform.Store.Update(new Entity("email", id) { ["senton"] = platform.UtcNow });
        operation.Outputs["Subject"] = subject;
    }

    public override OrganizationResponse Respond(Operation operation)
    {
        var response = new SendEmailResponse();
        response.Results["Subject"] = operation.Outputs["Subject"];
        return response;
    }

    private static void Check(Entity email)
    {
        if (email.Value<OptionSetValue>("statecode") is { Value: not 0 })
        {
            throw Fault.InvalidArgument($"The e-mail {email.Id:D} is no draft any more. Only e-mails in state Open can be sent.");
        }

        if (email.Attributes.TryGetValue("directioncode", out var direction) && direction is false)
        {
            throw Fault.InvalidArgument($"The e-mail {email.Id:D} is incoming. Only outgoing e-mails (directioncode true) can be sent.");
        }

        if (email.Value<EntityCollection>("from") is not { Entities.Count: 1 })
        {
            throw Fault.InvalidArgument($"The e-mail {email.Id:D} must have one sender before it can be sent. Put one user or queue into 'from'.");
        }

        if (!Recipients.Any(list => email.Value<EntityCollection>(list) is { Entities.Count: > 0 }))
        {
            throw Fault.InvalidArgument($"The e-mail {email.Id:D} must have a recipient before it can be sent. Put somebody into {string.Join(", ", Recipients)}.");
        }
    }
}
