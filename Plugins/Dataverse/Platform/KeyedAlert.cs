using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.Crm.Dataverse;

/// <summary>Alerts that tell a thing once, however often it is met: each has a key, and one that was healed is raised again under it.</summary>
internal static class KeyedAlert
{
    /// <summary>The alert of a key, healed or not: one read. <c>null</c> when it was never raised.</summary>
    public static Tables.Alert? Find(IOrganizationService service, string key)
    {
        var query = new QueryExpression(Tables.Alert.EntityLogicalName) { ColumnSet = new ColumnSet(Tables.Alert.Columns.HealedOn), TopCount = 1 };
        query.Criteria.AddCondition(Tables.Alert.Columns.Key, ConditionOperator.Equal, key);
        return service.RetrieveMultiple(query).Entities.FirstOrDefault()?.ToEntity<Tables.Alert>();
    }

    /// <summary>
    /// Raises an alert that is not open. Asked before it is written, since a refused write would doom the transaction; the key refuses what two jobs write
    /// at once.
    /// </summary>
    /// <returns>Whether it was raised now.</returns>
    public static bool Raise(IOrganizationService service, Tables.Alert alert) => Raise(service, alert, Find(service, alert.Key!));

    /// <summary>The same when it is known what is on record.</summary>
    /// <param name="service">Acts with the rights of the system.</param>
    /// <param name="alert">What is to be told.</param>
    /// <param name="known">The alert of its key; <c>null</c> for none.</param>
    /// <returns>Whether it was raised now.</returns>
    public static bool Raise(IOrganizationService service, Tables.Alert alert, Tables.Alert? known)
    {
        if (known is { HealedOn: null })
            return false;
        if (known is null)
        {
            service.Create(alert);
            return true;
        }

        alert.Id = known.Id;
        alert.HealedOn = null;
        service.Update(alert);
        return true;
    }
}
