using System;

namespace Smarketing.Crm.Domain.Scoring;

/// <summary>
/// Decides a lead's stage from its score. Entering needs the thresholds and the required facts; a hand-raise with contact
/// facts goes straight to SQL; leaving needs being below threshold − δ for N days on end, one stage at a time.
/// </summary>
internal static class StageGate
{
    private enum Route
    {
        None = 0,
        Mql = 1,
        Explored = 2,
        Sql = 3,
    }

    public static Standing Decide(AgreementTerms terms, in Reading reading, Standing standing)
    {
        if (!standing.IsMovedByGate)
            return standing;
        if (standing.StageSince is null)
            standing = standing with { StageSince = UnixTime.ToUtc(reading.Now) };
        if (reading.IsDisqualified)
            return standing.Stage == Stage.Disqualified ? standing : standing.Entering(Stage.Disqualified, reading.Now);
        return standing.Stage is Stage.Mql or Stage.Sql
            ? Stay(terms, reading, standing)
            : Enter(terms, reading, standing);
    }

    /// <summary>When the gate will let the lead fall although nothing else changes; null when it is not waiting for that.</summary>
    public static long? FallsAt(AgreementTerms terms, Standing standing) =>
        standing.IsMovedByGate && standing.BelowSince is { } since
            ? UnixTime.FromUtc(since) + (terms.HysteresisDays * UnixTime.Day)
            : null;

    /// <summary>When what sales has given back counts again although nothing else changes; null when it was not put off to a day.</summary>
    public static long? ReturnsAt(Standing standing) =>
        standing.IsMovedByGate && standing.RecycleOn is { } day && day > standing.RejectedOn ? UnixTime.FromUtc(day) : null;

    /// <summary>The moment at which the newest hand-raise stops being one, or null.</summary>
    public static long? HandRaiseEndsAt(AgreementTerms terms, in Reading reading) =>
        reading.HandRaisedAt is { } raised && raised + (terms.HandRaiseDays * UnixTime.Day) >= reading.Now
            ? raised + (terms.HandRaiseDays * UnixTime.Day) + 1
            : null;

    private static Standing Enter(AgreementTerms terms, in Reading reading, Standing standing)
    {
        var newCycle = standing.Cycle + 1;
        var route = IsHeldByRejection(reading, standing) ? Route.None : RouteFor(terms, reading, standing, newCycle);
        if (route == Route.None)
        {
            // No longer disqualified, but nothing more: back to where it may ripen.
            return standing.Stage != Stage.Disqualified
                ? standing
                : standing.Entering(standing.RejectedOn is null ? Stage.Lead : Stage.Nurture, reading.Now);
        }

        return standing.Entering(route == Route.Mql ? Stage.Mql : Stage.Sql, reading.Now) with
        {
            Cycle = newCycle,
            Exploring = route == Route.Explored,
            // Back before its day by facts that are newer: the day has nothing to say about what comes after.
            RecycleOn = standing.RecycleOn is { } day && UnixTime.FromUtc(day) > reading.Now ? null : standing.RecycleOn,
        };
    }

    private static Standing Stay(AgreementTerms terms, in Reading reading, Standing standing)
    {
        var route = RouteFor(terms, reading, standing, standing.Cycle);
        if (standing.Stage == Stage.Mql && route > Route.Mql)
            return standing.Entering(Stage.Sql, reading.Now) with { Exploring = route == Route.Explored };

        while (standing.Stage is Stage.Mql or Stage.Sql)
        {
            var isEntitled = standing.Stage == Stage.Sql ? route > Route.Mql : route >= Route.Mql;
            if (isEntitled || !IsBelow(terms, reading, standing.Stage))
                return standing.BelowSince is null ? standing : standing with { BelowSince = null };
            standing = standing with { BelowSince = standing.BelowSince ?? UnixTime.ToUtc(reading.Now) };
            if (FallsAt(terms, standing) > reading.Now)
                return standing;
            standing = standing.Entering(standing.Stage == Stage.Sql ? Stage.Mql : Stage.Lead, reading.Now);
        }

        return standing;
    }

    private static Route RouteFor(AgreementTerms terms, in Reading reading, Standing standing, int cycle)
    {
        if (IsHandRaised(terms, reading, standing) || (Reaches(reading, terms.Sql, 0) && reading.SqlKnown))
            return Route.Sql;
        if (!Reaches(reading, terms.Mql, 0) || !reading.MqlKnown)
            return Route.None;
        return Reaches(reading, terms.Sql, terms.ExplorationMargin) && reading.SqlKnown
            && Exploration.Draws(terms.ExplorationPercent, reading.LeadId, cycle)
            ? Route.Explored
            : Route.Mql;
    }

    private static bool IsHandRaised(AgreementTerms terms, in Reading reading, Standing standing) =>
        reading.ContactKnown
        && HandRaiseEndsAt(terms, reading) is not null
        && (standing.RejectedAsOf(reading.Now) is not { } rejected || reading.HandRaisedAt > UnixTime.FromUtc(rejected));

    private static bool IsHeldByRejection(in Reading reading, Standing standing) =>
        standing.RejectedAsOf(reading.Now) is { } rejected && !(reading.NewestFactAt > UnixTime.FromUtc(rejected));

    private static bool IsBelow(AgreementTerms terms, in Reading reading, Stage stage) =>
        stage == Stage.Sql
            ? !Reaches(reading, terms.Sql, terms.HysteresisMargin) || !reading.SqlKnown
            : !Reaches(reading, terms.Mql, terms.HysteresisMargin) || !reading.MqlKnown;

    private static bool Reaches(in Reading reading, Threshold threshold, int margin) =>
        reading.Fit >= (threshold.Fit - margin) * 100 && reading.Engagement >= (threshold.Engagement - margin) * 100;
}
