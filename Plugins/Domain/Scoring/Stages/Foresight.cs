using System;
using System.Collections.Generic;

namespace Smarketing.Crm.Domain.Scoring;

/// <summary>
/// Finds the first second after a moment at which time alone — decay, the end of a window, a date drawing near — changes anything
/// the grade or the gate looks at. Between two turning points each rule's sum only shrinks, so two evaluations bound the
/// engagement in between; intervals that cannot change are skipped whole and the rest halved, the earlier half first.
/// </summary>
internal static class Foresight
{
    /// <summary>Halvings after which an early second is given instead of the exact one: being woken early does no harm.</summary>
    private const int MostEvaluations = 4_000;

    /// <summary>The next such second after that of an evaluation and its reading, or null for never.</summary>
    public static long? NextTurn(ScoringPolicy policy, Facts facts, Evaluation evaluation, Reading reading)
    {
        var budget = MostEvaluations;
        while (budget > 0)
        {
            var turning = NextTurningPoint(policy, facts, evaluation, reading);
            var until = turning is { } point ? point - 1 : evaluation.QuietFrom();
            var smooth = new SmoothSearch(policy, evaluation, budget);
            if (smooth.FirstChange(until) is { } found)
                return found;
            if (turning is not { } next)
                return null;
            budget -= smooth.Evaluations + 1;
            evaluation = new Evaluation(policy, facts, next);
            var then = Reading.Of(policy, facts, evaluation);
            if (Differs(policy, reading, then))
                return next;
            reading = then;
        }

        return evaluation.Now;
    }

    private static bool Differs(ScoringPolicy policy, in Reading before, in Reading after) =>
        before.IsDisqualified != after.IsDisqualified
        || before.HandRaisedAt != after.HandRaisedAt
        || before.NewestFactAt != after.NewestFactAt
        || StageGate.HandRaiseEndsAt(policy.Terms, before) != StageGate.HandRaiseEndsAt(policy.Terms, after)
        || Cell(policy.FitCuts, before.Fit) != Cell(policy.FitCuts, after.Fit)
        || Cell(policy.EngagementCuts, before.Engagement) != Cell(policy.EngagementCuts, after.Engagement);

    /// <summary>How many cuts a value has reached.</summary>
    private static int Cell(int[] cuts, int hundredths)
    {
        var cell = 0;
        while (cell < cuts.Length && hundredths >= cuts[cell])
            cell++;
        return cell;
    }

    /// <summary>The next second at which something begins, ends or turns other than by fading.</summary>
    private static long? NextTurningPoint(ScoringPolicy policy, Facts facts, Evaluation evaluation, in Reading reading)
    {
        var next = Earlier(StageGate.HandRaiseEndsAt(policy.Terms, reading), evaluation.NextDisqualifierEnd());
        foreach (var rule in policy.Fit)
        {
            if (facts[rule.Slot].IsKnown)
                next = Earlier(next, rule.Test.NextTurn(facts[rule.Slot], evaluation.Now));
        }

        for (var i = 0; i < facts.Events.Count; i++)
        {
            if (facts.Events[i].OccurredAt > evaluation.Now)
                next = Earlier(next, facts.Events[i].OccurredAt);
        }

        return next;
    }

    private static long? Earlier(long? first, long? second) =>
        first is null ? second : second is null ? first : Math.Min(first.Value, second.Value);

    /// <summary>The search in a stretch of time where sums only shrink.</summary>
    private sealed class SmoothSearch(ScoringPolicy policy, Evaluation start, int budget)
    {
        private readonly int cell = Cell(policy.EngagementCuts, start.EngagementHundredths);

        public int Evaluations { get; private set; }

        /// <summary>The first change up to and including <paramref name="until"/>: in strides that double, because most changes are near.</summary>
        public long? FirstChange(long until)
        {
            if (until <= start.Now)
                return null;
            var sumsUntil = SumsAt(until);
            if (IsUnchanged(start.Sums, sumsUntil))
                return null;
            var sums = start.Sums;
            long from = start.Now, stride = UnixTime.Day;
            while (from < until)
            {
                var to = until - from <= stride ? until : from + stride;
                var sumsTo = to == until ? sumsUntil : SumsAt(to);
                if (First(from, sums, to, sumsTo) is { } found)
                    return found;
                from = to;
                sums = sumsTo;
                stride *= 2;
            }

            return null;
        }

        /// <summary>First change after <paramref name="from"/>, where nothing has changed yet, up to and including <paramref name="to"/>.</summary>
        private long? First(long from, long[] sumsFrom, long to, long[] sumsTo)
        {
            if (IsUnchanged(sumsFrom, sumsTo))
                return null;
            if (to - from == 1)
                return CellOf(start.Least(sumsTo, sumsTo)) == cell ? null : to;
            if (Evaluations >= budget)
                return from + 1;
            var middle = from + ((to - from) / 2);
            var sums = SumsAt(middle);
            return First(from, sumsFrom, middle, sums) ?? First(middle, sums, to, sumsTo);
        }

        private bool IsUnchanged(long[] first, long[] second) =>
            CellOf(start.Least(first, second)) == cell && CellOf(start.Most(first, second)) == cell;

        private long[] SumsAt(long moment)
        {
            Evaluations++;
            return start.SumsAt(moment);
        }

        private int CellOf(long exact) => Cell(policy.EngagementCuts, FixedPoint.ToHundredths(exact));
    }
}
