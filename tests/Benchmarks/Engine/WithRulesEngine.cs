using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RulesEngine.Models;

namespace Smarketing.Benchmarks.Engine;

/// <summary>
/// The same rules as lambda expressions of the RulesEngine package: each rule's points are its output expression, as the package means it.
/// Ages are computed and duplicates dropped before, in C#; caps and rounding after.
/// </summary>
internal sealed class WithRulesEngine
{
    private readonly RulesEngine.RulesEngine engine;

    public WithRulesEngine()
    {
        var rules = new List<Rule>();
        for (var i = 0; i < Rulebook.FitRules; i++)
        {
            rules.Add(RuleOf(
                $"fit{i}",
                i % 2 == 0
                    ? Text($"lead.Texts[{i % 5}].ToLower() == \"{Rulebook.Word(i)}\"")
                    : Text($"lead.Numbers[{i % 5}] > {Rulebook.Threshold(i)}"),
                Text($"{Rulebook.Points(i) + 3}.0")));
        }

        for (var i = 0; i < Rulebook.EngagementRules; i++)
        {
            var matching = Text($"e => e.Type == {Rulebook.Type(i)} && e.AgeDays <= {Rulebook.WindowDays(i)}");
            rules.Add(RuleOf(
                $"engagement{i}",
                $"events.Any({matching})",
                Text($"events.Where({matching}).Sum(e => {Rulebook.Points(i)} * Math.Pow(2, -e.AgeDays / {Rulebook.HalfLifeDays(i)}))")));
        }

        engine = new RulesEngine.RulesEngine([new Workflow { WorkflowName = "score", Rules = rules }]);
    }

    public (decimal Fit, decimal Engagement) Score(LeadRow lead, EventRow[] events, DateTime now)
    {
        var history = events.OrderByDescending(item => item.OccurredOn).DistinctBy(item => item.SourceKey)
            .Select(item => new AgedEvent(item.Type, (now - item.OccurredOn).TotalDays)).ToArray();
        var results = engine.ExecuteAllRulesAsync("score", new RuleParameter("lead", lead), new RuleParameter("events", history))
            .AsTask().GetAwaiter().GetResult();
        double fit = 0, engagement = 0;
        for (var i = 0; i < results.Count; i++)
        {
            if (!results[i].IsSuccess)
                continue;
            var points = Convert.ToDouble(results[i].ActionResult.Output, CultureInfo.InvariantCulture);
            var rule = i - Rulebook.FitRules;
            if (rule < 0)
                fit += points;
            else
                engagement += Math.Clamp(points, -Rulebook.Cap(rule), Rulebook.Cap(rule));
        }

        return (Rounded(fit), Rounded(engagement));
    }

    private static Rule RuleOf(string name, string expression, string points) => new()
    {
        RuleName = name,
        RuleExpressionType = RuleExpressionType.LambdaExpression,
        Expression = expression,
        Actions = new RuleActions
        {
            OnSuccess = new ActionInfo { Name = "OutputExpression", Context = new Dictionary<string, object>(StringComparer.Ordinal) { ["Expression"] = points } },
        },
    };

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    private static decimal Rounded(double value) =>
        Math.Round((decimal)Math.Clamp(value, 0, 100), 2, MidpointRounding.AwayFromZero);
}

/// <summary>An event as the expressions see it.</summary>
public sealed record AgedEvent(int Type, double AgeDays);
