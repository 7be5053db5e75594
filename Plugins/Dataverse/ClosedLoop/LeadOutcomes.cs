using System;
using System.Linq;
using Microsoft.Xrm.Sdk;

namespace Smarketing.Crm.Dataverse.ClosedLoop;

/// <summary>What a lead's own row says: disqualified and why, and which campaign it counts for.</summary>
internal static class LeadOutcomes
{
    /// <summary>The column that says whether a lead is closed.</summary>
    public const string State = Sales.State;

    /// <summary>Columns of a lead by which campaigns count.</summary>
    public static readonly string[] Counted = [Sales.Lead.Campaign, Tables.Lead.Columns.Cycle];

    /// <summary>Columns that <see cref="Disqualified"/> needs, before and after.</summary>
    public static readonly string[] Needed = [Sales.State, Sales.Lead.IsMerged];

    /// <summary>Keeps that a lead was disqualified, and takes it back when it is opened again; a lead merged into another is none.</summary>
    public static void Disqualified(IOrganizationService service, Entity before, Entity after, DateTime now)
    {
        if (StateOf(after) == Sales.Lead.Open && StateOf(before) == Sales.Lead.Disqualified)
        {
            new OutcomeWriter(service, now).ReverseOfLead(after.Id, now, Tables.OutcomeKind.Disqualified);
            return;
        }

        if (StateOf(after) != Sales.Lead.Disqualified || StateOf(before) == Sales.Lead.Disqualified || after.GetAttributeValue<bool>(Sales.Lead.IsMerged))
            return;
        if (OutcomeSubject.Of(service, after.Id) is not { } subject)
            return;
        var outcome = subject.Row(Tables.OutcomeKind.Disqualified, now, after.Id, now.Ticks);
        outcome.Reason = subject.Lead.FormattedValues.TryGetValue(Sales.Status, out var reason) ? reason : null;
        new OutcomeWriter(service, now).Write(outcome);
    }

    /// <summary>Lets the campaigns that gain or lose something by a lead be computed anew.</summary>
    /// <param name="service">Acts with the rights of the system.</param>
    /// <param name="before">The row before; <c>null</c> for a new lead.</param>
    /// <param name="after">The row after.</param>
    /// <param name="now">When, UTC.</param>
    public static void Count(IOrganizationService service, Entity? before, Entity after, DateTime now)
    {
        foreach (var campaign in new[] { CampaignOf(before), CampaignOf(after) }.OfType<Guid>().Distinct())
            CampaignMarks.ToCompute(service, campaign, now);
    }

    private static Guid? CampaignOf(Entity? lead) => lead?.GetAttributeValue<EntityReference?>(Sales.Lead.Campaign)?.Id;

    private static int? StateOf(Entity lead) => lead.GetAttributeValue<OptionSetValue?>(Sales.State)?.Value;
}
