using System;
using Microsoft.Xrm.Sdk;

namespace Smarketing.Crm.Dataverse.Handoffs;

/// <summary>Leads that sales puts off to a day: it begins by the clock of the agreement that works.</summary>
internal static class PutOff
{
    /// <summary>Whose the lead is.</summary>
    public const string Owner = "ownerid";

    /// <summary>What people call it.</summary>
    public const string Name = "fullname";

    /// <summary>Refuses a day by somebody who does not speak for sales: it lifts what sales has said.</summary>
    /// <param name="service">Acts with the rights of the system.</param>
    /// <param name="target">The update of the lead.</param>
    /// <param name="before">The lead before it.</param>
    /// <param name="depth">1 when a user or a program asks for it, more when a step or an API of this solution does.</param>
    /// <param name="userId">In whose name.</param>
    /// <exception cref="RefusalException">Neither the owner of the lead, nor a sales manager or an administrator.</exception>
    public static void Check(IOrganizationService service, Entity target, Entity before, int depth, Guid userId)
    {
        if (depth == 1 && Edits.OfAny(target, before, Tables.Lead.Columns.RecycleOn)
            && !HandoffRights.MayAnswer(service, userId, before.GetAttributeValue<EntityReference?>(Owner)) && !HandoffGuard.IsSystem(service, userId))
            throw new RefusalException(HandoffTexts.NotYoursToPutOff(before.GetAttributeValue<string?>(Name)));
    }

    /// <summary>Whether a day has not begun yet: one read.</summary>
    /// <param name="service">Acts with the rights of the system.</param>
    /// <param name="day">The day.</param>
    /// <param name="now">UTC.</param>
    public static bool IsAhead(IOrganizationService service, DateTime day, DateTime now) =>
        day.Date > TimeZones.DateIn(AgreementReader.InForce(service)?.TimeZone ?? TimeZoneInfo.Utc, now);
}
