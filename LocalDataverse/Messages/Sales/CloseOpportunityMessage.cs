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
/// Closes an opportunity: makes the opportunityclose activity, completed, and changes the opportunity; the steps of Create
/// and Update run for both, one deeper, with this message as their parent.
/// </summary>
internal abstract class CloseOpportunityMessage : EventMessage
{
    private const string Close = "OpportunityClose";

    /// <summary>The state the opportunity enters.</summary>
    protected abstract int State { get; }

    /// <summary>How the platform calls that state.</summary>
    protected abstract string StateName { get; }

    public override string? Table(OrganizationRequest request) => "opportunity";

    public override Operation Prepare(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var close = Copies.Of(Required<Entity>(request, Close));
        Required<OptionSetValue>(request, "Status");
        if (!string.Equals(close.LogicalName, "opportunityclose", StringComparison.Ordinal))
        {
            throw Fault.InvalidArgument($"{Name} takes a row of 'opportunityclose' as {Close}; it got one of '{close.LogicalName}'.");
        }

        if (close.Value<EntityReference>("opportunityid") is not { } opportunity || !string.Equals(opportunity.LogicalName, "opportunity", StringComparison.Ordinal))
        {
            throw Fault.Of(ErrorCodes.MissingOpportunityId, $"The opportunity id is missing or invalid. Set opportunityid of {Close} to the opportunity to close.");
        }

        var id = Rows.Resolve(platform, platform.Catalog.Table("opportunity"), opportunity.Id, opportunity.KeyAttributes);
        close["opportunityid"] = new EntityReference("opportunity", id);
        var inputs = new ParameterCollection();
        foreach (var parameter in request.Parameters)
        {
            inputs[parameter.Key] = string.Equals(parameter.Key, Close, StringComparison.Ordinal) ? close : Copies.OfValue(parameter.Value)!;
        }

        var operation = NewOperation(platform, EventName, "opportunity", inputs, request, scope);
        operation.PrimaryEntityId = id;
        return operation;
    }

    public override void Authorize(Platform platform, Operation operation) =>
        platform.Rows.Row(operation.UserId, "opportunity", operation.PrimaryEntityId, AccessRights.WriteAccess);

    public override void Main(Platform platform, Operation operation)
    {
        var id = operation.PrimaryEntityId;
        var opportunity = platform.Store.Find("opportunity", id, new ColumnSet("statecode", "estimatedvalue", "transactioncurrencyid"))
            ?? throw Fault.RowDoesNotExist("opportunity", id);
        if (opportunity.Value<OptionSetValue>("statecode") is { Value: not 0 })
        {
            throw Fault.Of(ErrorCodes.OpportunityIsClosed, $"The opportunity is already closed. Open the opportunity {id:D} again (Update statecode to 0) before closing it anew.");
        }

        var status = Status(platform, operation);
        var close = Completed(platform, operation, opportunity, status);
        var made = (CreateResponse)platform.Inside(operation, new CreateRequest { Target = close });
        Complete(platform, made.id);

        // Steps on Create may have changed what is kept of the closing.
        var kept = platform.Store.Find("opportunityclose", made.id, new ColumnSet("actualrevenue", "actualend"))!;
        platform.Inside(operation, new UpdateRequest
        {
            Target = new Entity("opportunity", id)
            {
                ["actualvalue"] = kept.Value<Money>("actualrevenue"),
                ["actualclosedate"] = TimeZoneInfo.ConvertTimeFromUtc(kept.GetAttributeValue<DateTime?>("actualend") ?? platform.UtcNow, platform.Store.UserTimeZone(operation.UserId)).Date,
                ["statecode"] = new OptionSetValue(State),
                ["statuscode"] = new OptionSetValue(status),
            },
        });
    }

    /// <summary>Whether an Update is the one a closing makes itself.</summary>
    public static bool IsClosing(Operation update) =>
        update.Parent is { MessageName: "Win" or "Lose", Stage: (int)Stage.MainOperation } parent && parent.PrimaryEntityId == update.PrimaryEntityId;

    // -1 asks for the default status of the state.
    private int Status(Platform platform, Operation operation)
    {
        var table = platform.Catalog.Table("opportunity");
        var statuscode = table.Column("statuscode");
        var given = ((OptionSetValue)operation.Inputs["Status"]).Value;
        var status = given == -1 ? States.DefaultStatus(table.Column("statecode"), statuscode, State) : given;
        return status is { } known && statuscode.Option(known) is { State: { } state } && state == State
            ? known
            : throw Fault.Of(ErrorCodes.StatusOfAnotherState,
                $"{given} is not a valid status code for state code OpportunityState.{StateName} on opportunity with Id {operation.PrimaryEntityId:D}. Give a status of the state {StateName}, or -1 for its default.");
    }

    private Entity Completed(Platform platform, Operation operation, Entity opportunity, int status)
    {
        var close = Copies.Of((Entity)operation.Inputs[Close]);
        close.Attributes.Remove("statecode");
        close.Attributes.Remove("statuscode");
        Default(close, "actualend", platform.UtcNow);
        Default(close, "transactioncurrencyid", opportunity.Value<EntityReference>("transactioncurrencyid"));
        Default(close, "actualrevenue", Revenue(opportunity));
        close["opportunitystatecode"] = new OptionSetValue(State);
        if (platform.Catalog.Table("opportunityclose").TryColumn("opportunitystatuscode", out var column) && column.Option(status) is not null)
        {
            close["opportunitystatuscode"] = new OptionSetValue(status);
        }

        return close;
    }

    /// <summary>What was earned when nobody says.</summary>
    protected abstract Money? Revenue(Entity opportunity);

    private static void Default(Entity row, string column, object? value)
    {
        if (value is not null && row.Value<object>(column) is null)
        {
            row[column] = value;
        }
    }

    // Every row starts in its first state, so the platform itself takes it on.
    private static void Complete(Platform platform, Guid close)
    {
        var completed = new Entity("opportunityclose", close) { ["statecode"] = new OptionSetValue(1), ["statuscode"] = new OptionSetValue(2) };
        platform.Store.Update(completed);
    }
}
