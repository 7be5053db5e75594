namespace Smarketing.Crm.Dataverse.Sweep;

/// <summary>Prepares the weekly review when its day and time have come; one piece a week.</summary>
internal sealed class PrepareReviews : ISweepTask
{
    public string Name => "review";

    public int Run(SweepContext context, int budget)
    {
        if (ReviewAgreement.Working(context.Service) is not { } agreement)
            return 0;
        var week = agreement.Schedule.WeekReviewed(context.Now);
        // An agreement that came into force after the review was held has nothing to answer for yet.
        if (agreement.Row.InForceOn is { } inForceOn && Clock.Utc(inForceOn) >= week.Until)
            return 0;
        // One that somebody prepared before the two teams sit down does not know yet how things stand then.
        if (ReviewWriter.Find(context.Service, agreement, week)?.PreparedOn is { } preparedOn && Clock.Utc(preparedOn) >= agreement.Schedule.Latest(context.Now))
            return 0;
        ReviewWriter.Prepare(context.Service, agreement, week, context.Now);
        return 1;
    }
}
