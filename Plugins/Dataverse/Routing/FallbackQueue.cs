using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.Crm.Dataverse.Routing;

/// <summary>
/// Leads that wait for a pair, in a queue people look at. A task about the lead is put there: tasks can be queued everywhere, leads only where an
/// administrator has enabled it.
/// </summary>
internal static class FallbackQueue
{
    private const string Task = "task";
    private const string Subject = "subject";
    private const string Description = "description";
    private const string Regarding = "regardingobjectid";
    private const string Category = "subcategory";
    private const string Owner = "ownerid";
    private const string State = "statecode";
    private const string Status = "statuscode";
    private const int Open = 0;
    private const int Completed = 1;
    private const int StatusCompleted = 5;
    private const int SubjectLength = 200;

    // Tells our tasks from those people make about the lead.
    private const string Mark = "smk_waiting";

    /// <summary>Puts a task about the lead into the queue.</summary>
    public static void Enter(IOrganizationService service, EntityReference queue, RoutedLead lead, string? pool, int language)
    {
        var task = service.Create(new Entity(Task)
        {
            [Subject] = Clip.To(RoutingTexts.WaitingTask(lead.Name).In(language), SubjectLength),
            [Description] = RoutingTexts.NoPair(pool, lead.Name).In(language),
            [Regarding] = new EntityReference(Tables.Lead.EntityLogicalName, lead.Id),
            [Category] = Mark,
            [Owner] = lead.OwnerId,
        });
        service.Execute(new OrganizationRequest("AddToQueue")
        {
            ["Target"] = new EntityReference(Task, task),
            ["DestinationQueueId"] = queue.Id,
        });
    }

    /// <summary>A hand-off that waits for a pair is answered or closed: nobody needs to look for one any more. Nothing for one that a pair has.</summary>
    public static void Leave(IOrganizationService service, Tables.Handoff handoff, DateTime now)
    {
        if (handoff.PairId is null && handoff.LeadId is { } lead)
            Leave(service, lead.Id, handoff.PoolId?.Id, handoff.Id, now);
    }

    /// <summary>Completes the task about a lead that no longer waits in a pool, and heals the alert when none does.</summary>
    /// <param name="service">Acts with the rights of the system.</param>
    /// <param name="leadId">The lead.</param>
    /// <param name="poolId">Where it waited; <c>null</c> when there was no pool.</param>
    /// <param name="handoffId">Its hand-off.</param>
    /// <param name="now">UTC.</param>
    public static void Leave(IOrganizationService service, Guid leadId, Guid? poolId, Guid handoffId, DateTime now)
    {
        Complete(service, leadId);
        RoutingAlerts.Heal(service, poolId, handoffId, now);
    }

    private static void Complete(IOrganizationService service, Guid leadId)
    {
        var query = new QueryExpression(Task) { ColumnSet = new ColumnSet(false) };
        query.Criteria.AddCondition(Regarding, ConditionOperator.Equal, leadId);
        query.Criteria.AddCondition(Category, ConditionOperator.Equal, Mark);
        query.Criteria.AddCondition(State, ConditionOperator.Equal, Open);
        foreach (var task in service.RetrieveMultiple(query).Entities.ToArray())
        {
            service.Update(new Entity(Task, task.Id)
            {
                [State] = new OptionSetValue(Completed),
                [Status] = new OptionSetValue(StatusCompleted),
            });
        }
    }
}
