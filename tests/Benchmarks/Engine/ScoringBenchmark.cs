using BenchmarkDotNet.Attributes;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Benchmarks.Engine;

/// <summary>One score of a lead with 40 events by 60 rules.</summary>
public class ScoringBenchmark
{
    private readonly ScoringPolicy policy = Rulebook.Policy();
    private readonly WithRulesEngine rulesEngine = new();
    private Facts facts = null!;

    /// <summary>Facts are read once; what is measured is the score.</summary>
    [GlobalSetup]
    public void Read() => facts = Rulebook.Facts(policy);

    /// <summary>The measure of all.</summary>
    [Benchmark(Baseline = true, Description = "hand-written C#")]
    public decimal Straight() => HandWritten.Score(Rulebook.Lead, Rulebook.Events, Rulebook.Now).Engagement;

    /// <summary>Score and grade.</summary>
    [Benchmark(Description = "score")]
    public decimal Ours() => Score.Of(policy, facts, Rulebook.Now).Engagement;

    /// <summary>The same from raw rows: events sorted and duplicates dropped, as the hand-written code does it.</summary>
    [Benchmark(Description = "facts read, score")]
    public decimal FromRows() => Score.Of(policy, Rulebook.Facts(policy), Rulebook.Now).Engagement;

    /// <summary>Score and every line of its explanation, adding up exactly.</summary>
    [Benchmark(Description = "score, explained")]
    public int Explained() => Score.Of(policy, facts, Rulebook.Now).Contributions.Count;

    /// <summary>Score, stage, and the second at which time will change either.</summary>
    [Benchmark(Description = "score, stage, next change")]
    public Verdict Judged() => LeadLife.Judge(policy, facts, Standing.New, Rulebook.Now);

    /// <summary>The package.</summary>
    [Benchmark(Description = "RulesEngine")]
    public decimal Package() => rulesEngine.Score(Rulebook.Lead, Rulebook.Events, Rulebook.Now).Engagement;
}

/// <summary>Numbers are worth nothing when the contestants do not compute the same.</summary>
internal static class SameAnswer
{
    public static void Check()
    {
        var policy = Rulebook.Policy();
        var ours = Score.Of(policy, Rulebook.Facts(policy), Rulebook.Now);
        var straight = HandWritten.Score(Rulebook.Lead, Rulebook.Events, Rulebook.Now);
        var package = new WithRulesEngine().Score(Rulebook.Lead, Rulebook.Events, Rulebook.Now);
        if ((ours.Fit, ours.Engagement) != straight || straight != package)
        {
            throw new System.InvalidOperationException(
                $"The contestants disagree: ours {ours.Fit}/{ours.Engagement}, by hand {straight}, RulesEngine {package}.");
        }

        System.Console.WriteLine($"All agree: fit {ours.Fit}, engagement {ours.Engagement}.");
    }
}
