using System.Linq;
using Microsoft.Xrm.Sdk;

namespace Smarketing.Crm.Dataverse.ClosedLoop;

/// <summary>What may become of an outcome once it is written.</summary>
internal static class OutcomeGuard
{
    private static readonly string[] Erasable =
    [
        Tables.Outcome.Columns.LeadId, Tables.Outcome.Columns.HandoffId, Tables.Outcome.Columns.OpportunityId, Tables.Outcome.Columns.PairId,
        Tables.Outcome.Columns.SellerId, Tables.Outcome.Columns.CampaignId, Tables.Outcome.Columns.PersonaId, Tables.Outcome.Columns.Reason,
    ];

    private static bool IsErasable(string column) => System.Array.IndexOf(Erasable, column) >= 0;

    /// <summary>
    /// Whether an update only takes out links and words, as the erasure of a lead and the deletion of what a lookup points to do. Kind, dates,
    /// amounts, sign, key and the anonymous reference stay whatever happens, and the name can only be covered along with a link.
    /// </summary>
    public static bool OnlyErases(Entity target)
    {
        var written = target.Attributes
            .Where(column => column.Key.StartsWith("smk_", System.StringComparison.Ordinal) && column.Key != Tables.Outcome.PrimaryIdAttribute)
            .ToArray();
        return written.Any(column => IsErasable(column.Key))
            && written.All(column => column.Key == Tables.Outcome.Columns.Name || (IsErasable(column.Key) && column.Value is null))
            && !target.Contains(Tables.Outcome.Columns.StateCode) && !target.Contains(Tables.Outcome.Columns.StatusCode);
    }
}
