using System.Collections.Generic;
using System.Linq;

namespace Smarketing.Crm.Dataverse.Sweep;

/// <summary>
/// Everything a sweep does, in this order: people who wait first, then scores, then what follows from them. So a new agreement's thousands of leads keep no
/// promise from being watched, and locks are taken as those who answer and route take them: pools and hand-offs before leads.
/// </summary>
internal static class SweepTasks
{
    public static readonly IReadOnlyList<ISweepTask> All =
    [
        new ExpireAgreements(),
        new RemindOfRenewal(),
        new RouteWaitingLeads(),
        new ReadHandoffClocks(),
        new RescoreByNewAgreement(),
        new RescoreDueLeads(),
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
