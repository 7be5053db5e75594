using System;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.Crm.Dataverse;

/// <summary>
/// Makes one signing wait for another, and edits of rules for signings. A read does not wait for what another transaction is writing, so two
/// signings that both see no agreement in force would both bring one into force; a row that both have to write first is what the second waits
/// at. Whoever takes more than one takes them in this order: all agreements, a model, an agreement.
/// </summary>
internal static class SigningLock
{
    /// <summary>Waits until no other transaction brings an agreement into force. What was read before has to be read again.</summary>
    public static void Take(IOrganizationService system, DateTime now)
    {
        // The oldest agreement: the one row that all signings share whichever agreement they sign. There is one, as one is being signed.
        var query = new QueryExpression(Tables.Agreement.EntityLogicalName) { ColumnSet = new ColumnSet(false), TopCount = 1 };
        query.AddOrder(Tables.Agreement.Columns.CreatedOn, OrderType.Ascending);
        query.AddOrder(Tables.Agreement.PrimaryIdAttribute, OrderType.Ascending);
        foreach (var oldest in system.RetrieveMultiple(query).Entities)
            system.Update(new Tables.Agreement { Id = oldest.Id, LockedOn = now });
    }

    /// <summary>Waits until no other transaction edits the rules of a model, or signs or publishes it.</summary>
    public static void TakeModel(IOrganizationService system, Guid modelId, DateTime now) =>
        system.Update(new Tables.ScoringModel { Id = modelId, LockedOn = now });
}
