using System;
using Microsoft.Xrm.Sdk;

namespace Smarketing.Crm.Dataverse;

/// <summary>What an update of a lead asks for.</summary>
internal static class LeadTrigger
{
    /// <summary>Who asked for a score in so many words; <c>null</c> when the update only changes facts.</summary>
    public static Tables.ScoreTrigger? Of(Entity target)
    {
        var asked = target.GetAttributeValue<DateTime?>(Tables.Lead.Columns.ScoreRequestedOn) is not null;
        if (!asked)
            return null;
        var trigger = target.GetAttributeValue<OptionSetValue?>(Tables.Lead.Columns.ScoreTrigger);
        return trigger is null ? Tables.ScoreTrigger.Requested : (Tables.ScoreTrigger)trigger.Value;
    }

    /// <summary>Whether the update carries anything besides what says who wrote it and when.</summary>
    public static bool MayMatter(Entity target)
    {
        foreach (var column in target.Attributes.Keys)
        {
            if (Array.IndexOf(Bookkeeping, column) < 0)
                return true;
        }

        return false;
    }

    /// <summary>Asks for a lead to be scored: one update, which scores on its way.</summary>
    public static void Request(IOrganizationService service, Guid leadId, Tables.ScoreTrigger trigger, DateTime now) =>
        service.Update(new Tables.Lead { Id = leadId, ScoreRequestedOn = now, ScoreTrigger = trigger });

    /// <summary>
    /// The same with the rights of the system: the lead may then name the agreement and model it was scored by. Those who save leads need not be
    /// allowed to append them to either, and scoring must never keep a lead from being saved.
    /// </summary>
    public static void RequestAsSystem(IOrganizationService system, Guid leadId, Tables.ScoreTrigger trigger, DateTime now) =>
        system.Update(new Tables.Lead { Id = leadId, ScoreRequestedOn = now, ScoreTrigger = trigger, AgreementId = null, ScoringModelId = null });

    /// <summary>Whether whoever asks for a score may have the lead name its rules: see <see cref="RequestAsSystem"/>. Asked before results are taken out.</summary>
    public static bool MayNameRules(Entity target) =>
        target.Contains(Tables.Lead.Columns.ScoreRequestedOn)
        && target.Contains(Tables.Lead.Columns.AgreementId)
        && target.Contains(Tables.Lead.Columns.ScoringModelId);

    private static readonly string[] Bookkeeping =
        [Tables.Lead.PrimaryIdAttribute, "modifiedon", "modifiedby", "modifiedonbehalfby"];
}
