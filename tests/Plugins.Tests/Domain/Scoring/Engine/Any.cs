using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Smarketing.Crm.Domain.Scoring;
using Fading = Smarketing.Crm.Domain.Scoring.Decay;

namespace Smarketing.Tests.Plugins.Domain.Scoring.Engine;

/// <summary>A policy, a lead's facts and a moment, all random.</summary>
public sealed record Case(ScoringPolicy Policy, Facts Facts, DateTime Now);

/// <summary>Random models, terms and leads.</summary>
internal static class Any
{
    private static readonly string[] Columns = ["city", "employees", "visited"];

    private static readonly string?[] Cities = [null, "Lyon", "Paris", " lyon "];

    public static Gen<Case> Case => CaseWithin(days: 400, halfLifeHundredths: 9000);

    /// <summary>Cases whose events and decays are that short, so that much happens soon.</summary>
    public static Gen<Case> CaseWithin(int days, int halfLifeHundredths, long? oldestSeconds = null) =>
        from criteria in Gen.OneOf(FitCriterion(days), EngagementCriterion(days, halfLifeHundredths)).Array[1, 12]
        from caps in Gen.Select(Gen.Int[0, 5], Gen.Int[0, 80]).Array[0, 3]
        from weight in Gen.Int[0, 100]
        from terms in Terms(days)
        from city in Gen.Int[0, 3].Select(index => Cities[index])
        from employees in Gen.Int[0, 300].Nullable()
        from visited in Gen.Long[-days * 86_400L, days * 86_400L].Nullable()
        from events in Event(oldestSeconds ?? (days * 86_400L)).Array[0, 25]
        select Build(criteria, caps, weight, terms, city, employees, visited, events);

    private static Case Build(
        Criterion[] criteria, (int Group, int Cap)[] caps, int weight, AgreementTerms terms, string? city, int? employees, long? visited,
        EngagementEvent[] events)
    {
        var model = Given.Model(criteria) with
        {
            FitWeight = weight,
            EngagementWeight = 100 - weight,
            GroupCaps = caps.GroupBy(pair => (CriterionGroup)pair.Group).ToDictionary(same => same.Key, same => same.First().Cap),
        };
        var policy = ScoringPolicy.Compile(model, terms);
        var values = new Dictionary<string, FactValue> { ["city"] = FactValue.OfText(city) };
        if (employees is { } number)
            values["employees"] = FactValue.OfNumber(number);
        if (visited is { } seconds)
            values["visited"] = FactValue.OfInstant(Given.Noon.AddSeconds(seconds));
        return new Case(policy, Given.Facts(policy, values, events), Given.Noon);
    }

    private static Gen<AgreementTerms> Terms(int days) =>
        from mql in Gen.Int[0, 50]
        from sql in Gen.Int[20, 80]
        from margin in Gen.Int[0, 15]
        from hysteresis in Gen.Int[0, Math.Max(1, days / 10)]
        from handRaise in Gen.Int[1, Math.Max(1, days / 4)]
        from exploration in Gen.Int[0, 100]
        select Given.Terms(
            mql / 2, mql, Math.Max(mql / 2, sql / 2), Math.Max(mql, sql), margin, hysteresis, "", "employees", "city", handRaise, exploration);

    private static Gen<Criterion> FitCriterion(int days) =>
        from column in Gen.Int[0, 2].Select(index => Columns[index])
        from points in Gen.Int[-60, 100]
        from about in Gen.Int[0, 2]
        from number in Gen.Int[0, 300]
        from known in Gen.Bool
        from out100 in Gen.Int[0, 19]
        select (Criterion)(known
            ? Given.Fit(column, FitOperator.IsKnown, null, points, null, (CriterionGroup)about)
            : column switch
            {
                "city" => Given.Fit(column, FitOperator.Equals, "LYON", points, null, (CriterionGroup)about, out100 == 0),
                "employees" => Given.Fit(column, FitOperator.Greater, $"{number}", points, null, (CriterionGroup)about),
                _ => Given.Fit(column, FitOperator.WithinDays, $"{number % (days + 1)}", points, null, (CriterionGroup)about),
            });

    private static Gen<Criterion> EngagementCriterion(int days, int halfLifeHundredths) =>
        from type in Gen.Int[0, 3].Nullable()
        from channel in Gen.Int[0, 2].Nullable()
        from points in Gen.Int[-40, 100]
        from about in Gen.Int[3, 5]
        from window in Gen.Int[1, days].Nullable()
        from cap in Gen.Int[0, 90].Nullable()
        from limit in Gen.Int[1, 4].Nullable()
        from period in Gen.Int[1, Math.Max(1, days / 4)]
        from decay in Decays(days, halfLifeHundredths)
        from outOf20 in Gen.Int[0, 19]
        select (Criterion)Given.Engagement(
            type is null && channel is null ? EngagementType.PageVisit : (EngagementType?)type, points, decay, window, cap, limit,
            limit is null ? null : period, (Channel?)channel, null, null, (CriterionGroup)about, outOf20 == 0);

    private static Gen<Fading> Decays(int days, int halfLifeHundredths) => Gen.OneOf(
        Gen.Const(Fading.None),
        Gen.Int[1, halfLifeHundredths].Select(hundredths => Fading.HalfLife(hundredths / 100m)),
        Gen.Int[1, Math.Max(1, days)].Select(whole => Fading.Linear(whole)),
        Gen.Select(Gen.Int[1, Math.Max(1, days / 2)], Gen.Int[1, 99]).Select((day, percent) => Fading.Steps(new DecayStep(day, percent), new DecayStep(day * 2, 0))));

    private static Gen<EngagementEvent> Event(long oldestSeconds) =>
        from type in Gen.OneOf(Gen.Int[0, 3], Gen.Const((int)EngagementType.DemoRequest))
        from channel in Gen.Int[0, 2]
        from age in Gen.Long[-oldestSeconds / 20, oldestSeconds]
        from key in Gen.Int[0, 60].Nullable()
        select Given.Event(Given.Noon.AddSeconds(-age), (EngagementType)type, key is null ? null : $"key-{key}", (Channel)channel);
}
