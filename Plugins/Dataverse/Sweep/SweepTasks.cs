using System.Collections.Generic;
using System.Linq;

namespace Smarketing.Crm.Dataverse.Sweep;

/// <summary>Everything a sweep does, in this order: what changes stages before what follows from them.</summary>
internal static class SweepTasks
{
    public static readonly IReadOnlyList<ISweepTask> All =
    [
        new ExpireAgreements(),
        new RemindOfRenewal(),
        new RescoreByNewAgreement(),
        new RescoreDueLeads(),
        new RouteWaitingLeads(),
        new ReadHandoffClocks(),
        new RefreshCampaigns(),
        new RefreshContents(),
        new RefreshPersonas(),
        new RefreshEvidence(),
        new JudgeRates(),
        new RefreshObjectives(),
        new PrepareReviews(),
        new DeleteOldEngagement(),
    ];

    /// <summary>The task of a name; <c>null</c> when there is none.</summary>
    public static ISweepTask? Find(string name) => All.FirstOrDefault(task => task.Name == name);
}
