using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Benchmarks.Engine;

/// <summary>The same 60 rules and the same lead with 40 events for every contestant.</summary>
internal static class Rulebook
{
    public const int FitRules = 30, EngagementRules = 30, EventCount = 40;

    public static readonly DateTime Now = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);

    /// <summary>Rule i asks column i % 10; its threshold or word follows from i.</summary>
    public static string TextColumn(int i) => $"text{i % 5}";

    public static string NumberColumn(int i) => $"number{i % 5}";

    public static string Word(int i) => $"word{i % 7}";

    public static int Threshold(int i) => i * 10;

    public static int Points(int i) => (i % 5) - 1;

    public static int Type(int i) => i % 10;

    public static int HalfLifeDays(int i) => 10 + i;

    public static int WindowDays(int i) => 60 + (10 * (i % 5));

    public static int Cap(int i) => 5 + (i % 3);

    public static LeadRow Lead { get; } = new(
        [.. Enumerable.Range(0, 5).Select(i => Word(i + 2))], [.. Enumerable.Range(0, 5).Select(i => 40 + (60 * i))]);

    public static EventRow[] Events { get; } = [.. Enumerable.Range(0, EventCount).Select(i =>
        new EventRow(Now.AddHours(-((i * 53) % 1900)), i % 10, $"key-{i % 38}"))];

    public static ScoringPolicy Policy()
    {
        var criteria = new List<Criterion>();
        for (var i = 0; i < FitRules; i++)
        {
            criteria.Add(new FitCriterion
            {
                Id = new Guid(i, 1, 0, new byte[8]), Name = $"fit {i}", Group = (CriterionGroup)(i % 3), Points = Points(i) + 3,
                Column = i % 2 == 0 ? TextColumn(i) : NumberColumn(i),
                Operator = i % 2 == 0 ? FitOperator.Equals : FitOperator.Greater,
                Value = i % 2 == 0 ? Word(i) : Threshold(i).ToString(CultureInfo.InvariantCulture),
            });
        }

        for (var i = 0; i < EngagementRules; i++)
        {
            criteria.Add(new EngagementCriterion
            {
                Id = new Guid(i, 2, 0, new byte[8]), Name = $"engagement {i}", Group = CriterionGroup.Interest + (i % 3), Points = Points(i),
                Type = (EngagementType)Type(i), Decay = Decay.HalfLife(HalfLifeDays(i)), WindowDays = WindowDays(i), Cap = Cap(i),
            });
        }

        var model = new ScoringModel { Id = Guid.Empty, Name = "Benchmark", Criteria = criteria };
        return ScoringPolicy.Compile(model, new AgreementTerms
        {
            Id = Guid.Empty, Mql = new Threshold(30, 30, []), Sql = new Threshold(60, 60, []),
        });
    }

    public static Facts Facts(ScoringPolicy policy) => policy.FactsOf(
        Guid.Empty,
        column => column.StartsWith("text", StringComparison.Ordinal)
            ? FactValue.OfText(Lead.Texts[column[^1] - '0'])
            : FactValue.OfNumber(Lead.Numbers[column[^1] - '0']),
        [.. Events.Select(item => new EngagementEvent(item.OccurredOn, (EngagementType)item.Type, Channel.Site, item.SourceKey))]);
}

/// <summary>A lead as plain C#.</summary>
public sealed record LeadRow(string[] Texts, int[] Numbers);

/// <summary>An event as plain C#.</summary>
public sealed record EventRow(DateTime OccurredOn, int Type, string SourceKey);
