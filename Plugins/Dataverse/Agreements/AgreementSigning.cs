using System;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.Agreements;
using Side = Smarketing.Crm.Domain.Agreements.Side;

namespace Smarketing.Crm.Dataverse;

/// <summary>Writes a signature. What follows from it is done where it is written, by the guard of the agreement.</summary>
internal static class AgreementSigning
{
    /// <summary>Signs.</summary>
    /// <param name="system">Acts with the rights of the system: signing asks for a role, not for the right to write agreements.</param>
    /// <param name="agreementId">The agreement.</param>
    /// <param name="userId">Who signs.</param>
    /// <param name="asked">For which side; <c>null</c> leaves it to the roles.</param>
    /// <param name="now">When, in UTC.</param>
    /// <exception cref="RefusalException">It cannot be signed, or not by this person.</exception>
    public static AgreementDecision Sign(IOrganizationService system, Guid agreementId, Guid userId, Side? asked, DateTime now)
    {
        var roles = HeldRoles.Of(system, userId);
        var signer = new Signer(userId, roles.IsMarketing, roles.IsSalesManager);
        SigningLock.Take(system, now);
        var row = AgreementReader.Read(system, agreementId);
        if (AgreementRow.Life(row).IsDraft && row.ScoringModelId is { } model)
        {
            SigningLock.TakeModel(system, model.Id, now);
            row = AgreementReader.Read(system, agreementId);
        }

        var decision = AgreementMachine.Decide(
            AgreementRow.Life(row), new AgreementEvent.Signed(signer, asked, now, AgreementRow.Terms(row).Faults(now)));
        if (decision.Refusal is { } refusal)
            throw new RefusalException(AgreementTexts.Refusal(refusal, row.Name, decision.Side, AgreementRow.Terms(row).Faults(now)));
        var side = decision.Side!.Value;
        var signed = AgreementRow.Signed(agreementId, side, decision.After.Of(side)!);
        if (!decision.After.IsDraft)
            signed.StatusCode = Tables.AgreementStatus.InForce;
        system.Update(signed);
        return decision;
    }

    /// <summary>Takes the signatures off the drafts that a model belongs to: they were given to other rules.</summary>
    public static void TakeOff(IOrganizationService system, Guid modelId)
    {
        var query = new QueryExpression(Tables.Agreement.EntityLogicalName) { ColumnSet = new ColumnSet(false) };
        query.Criteria.AddCondition(Tables.Agreement.Columns.ScoringModelId, ConditionOperator.Equal, modelId);
        query.Criteria.AddCondition(Tables.Agreement.Columns.StatusCode, ConditionOperator.Equal, (int)Tables.AgreementStatus.Draft);
        var signed = query.Criteria.AddFilter(LogicalOperator.Or);
        signed.AddCondition(Tables.Agreement.Columns.MarketingSignerId, ConditionOperator.NotNull);
        signed.AddCondition(Tables.Agreement.Columns.SalesSignerId, ConditionOperator.NotNull);
        foreach (var draft in system.RetrieveMultiple(query).Entities)
        {
            system.Update(new Tables.Agreement
            {
                Id = draft.Id, MarketingSignerId = null, MarketingSignedOn = null, SalesSignerId = null, SalesSignedOn = null,
            });
        }
    }
}
