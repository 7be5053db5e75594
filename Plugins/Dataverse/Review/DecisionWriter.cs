using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.Review;

namespace Smarketing.Crm.Dataverse;

/// <summary>
/// Carries out what a review decided: a task for who owns the decision and, where it says so, a draft of the next agreement. Each is looked for before
/// it is made, so that it is safe to repeat and to be killed between.
/// </summary>
internal static class DecisionWriter
{
    private const string Task = "task";
    private const string TaskId = "activityid";
    private const string Subject = "subject";
    private const string Description = "description";
    private const string Due = "scheduledend";
    private const string Owner = "ownerid";
    private const int EndOfDay = 18;
    private const int SubjectLength = 200;
    private const int DescriptionLength = 2000;

    /// <summary>Does what a decision asks for and was not done yet; nothing when the decision is gone.</summary>
    public static void CarryOut(IOrganizationService service, Guid decisionId)
    {
        var query = new QueryExpression(Tables.Decision.EntityLogicalName) { ColumnSet = new ColumnSet(true), TopCount = 1 };
        query.Criteria.AddCondition(Tables.Decision.PrimaryIdAttribute, ConditionOperator.Equal, decisionId);
        if (service.RetrieveMultiple(query).Entities.FirstOrDefault()?.ToEntity<Tables.Decision>() is not { } decision)
            return;
        if (decision.TaskId is null)
            GiveTask(service, decision);
        if (decision.OpensDraft == true && decision.DraftId is null)
            OpenDraft(service, decision);
    }

    // The task has the decision's own id, so that two jobs cannot make two.
    private static void GiveTask(IOrganizationService service, Tables.Decision decision)
    {
        var query = new QueryExpression(Task) { ColumnSet = new ColumnSet(false), TopCount = 1 };
        query.Criteria.AddCondition(TaskId, ConditionOperator.Equal, decision.Id);
        if (service.RetrieveMultiple(query).Entities.Count == 0)
        {
            service.Create(new Entity(Task, decision.Id)
            {
                [Subject] = Clip.To(decision.Name ?? decision.Text ?? string.Empty, SubjectLength),
                [Description] = Clip.To(decision.Text ?? string.Empty, DescriptionLength),
                [Due] = DueOn(service, decision),
                [Owner] = decision.OwnerId,
            });
        }

        service.Update(new Tables.Decision { Id = decision.Id, TaskId = new EntityReference(Task, decision.Id) });
    }

    // The task shows a time: the end of the working day where the agreement is, not midnight somewhere else.
    private static DateTime? DueOn(IOrganizationService service, Tables.Decision decision) => decision.DueOn is { } day
        ? WallClock.ToUtc(ReviewAgreement.Working(service)?.Schedule.Zone ?? TimeZoneInfo.Utc, day.Date.AddHours(EndOfDay))
        : null;

    // A draft of the next agreement that is open already is the one meant: two drafts of the same would be signed apart.
    private static void OpenDraft(IOrganizationService service, Tables.Decision decision)
    {
        if (ReviewAgreement.Working(service) is not { } agreement)
            return;
        var draft = OpenDraftOf(service, agreement.Row.Id) ?? (Guid)service.Execute(new OrganizationRequest(DraftNextAgreementMessage.Name)
        {
            [DraftNextAgreementMessage.Target] = new EntityReference(Tables.Agreement.EntityLogicalName, agreement.Row.Id),
        }).Results[DraftNextAgreementMessage.Response.AgreementId];
        service.Update(new Tables.Decision { Id = decision.Id, DraftId = new EntityReference(Tables.Agreement.EntityLogicalName, draft) });
    }

    private static Guid? OpenDraftOf(IOrganizationService service, Guid agreementId)
    {
        var query = new QueryExpression(Tables.Agreement.EntityLogicalName) { ColumnSet = new ColumnSet(false), TopCount = 1 };
        query.Criteria.AddCondition(Tables.Agreement.Columns.PreviousId, ConditionOperator.Equal, agreementId);
        query.Criteria.AddCondition(Tables.Agreement.Columns.StatusCode, ConditionOperator.Equal, (int)Tables.AgreementStatus.Draft);
        query.AddOrder(Tables.Agreement.Columns.Version, OrderType.Descending);
        return service.RetrieveMultiple(query).Entities.FirstOrDefault()?.Id;
    }
}
