using System;
using System.Collections.Generic;
using System.Linq;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Tests.Plugins.Domain.Scoring;

/// <summary>Valid domain objects; a test says only what matters to it.</summary>
internal static class Given
{
    public static readonly DateTime Noon = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);

    public static readonly Guid LeadId = new("3d2f6a1e-7c1b-4a55-9a0e-111111111111");

    private static int counter;

    public static FitCriterion Fit(
        string column, FitOperator test, string? value = null, int points = 10, string? upper = null,
        CriterionGroup group = CriterionGroup.Business, bool disqualifies = false, string? name = null, string? french = null) => new()
        {
            Id = NextId(), Name = name ?? $"{column} {test} {value}", FrenchName = french, Group = group, Points = points,
            Column = column, Operator = test, Value = value, UpperValue = upper, IsDisqualifier = disqualifies,
        };

    public static EngagementCriterion Engagement(
        EngagementType? type = EngagementType.PageVisit, int points = 10, Crm.Domain.Scoring.Decay? decay = null, int? window = null,
        int? cap = null, int? count = null, int? days = null, Channel? channel = null, string? content = null, Guid? campaign = null,
        CriterionGroup group = CriterionGroup.Interest, bool disqualifies = false, string? name = null) => new()
        {
            Id = NextId(), Name = name ?? $"{type} {channel} {content}", Group = group, Points = points, Type = type, Channel = channel,
            ContentPrefix = content, CampaignId = campaign, Decay = decay ?? Crm.Domain.Scoring.Decay.None, WindowDays = window, Cap = cap,
            FrequencyCount = count, FrequencyDays = days, IsDisqualifier = disqualifies,
        };

    public static ScoringModel Model(params Criterion[] criteria) => new() { Id = NextId(), Name = "Test model", Criteria = criteria };

    public static AgreementTerms Terms(
        int mqlFit = 30, int mqlEngagement = 30, int sqlFit = 60, int sqlEngagement = 60, int margin = 0, int days = 0, string mqlFacts = "",
        string sqlFacts = "", string contactFacts = "", int handRaiseDays = 30, decimal exploration = 0, int explorationMargin = 10) => new()
        {
            Id = NextId(),
            Mql = new Threshold(mqlFit, mqlEngagement, RequiredFact.ParseList(mqlFacts)),
            Sql = new Threshold(sqlFit, sqlEngagement, RequiredFact.ParseList(sqlFacts)),
            ContactFacts = RequiredFact.ParseList(contactFacts), HysteresisMargin = margin, HysteresisDays = days,
            HandRaiseDays = handRaiseDays, ExplorationPercent = exploration, ExplorationMargin = explorationMargin,
        };

    public static ScoringPolicy Policy(params Criterion[] criteria) => ScoringPolicy.Compile(Model(criteria), Terms());

    public static EngagementEvent Event(
        DateTime on, EngagementType type = EngagementType.PageVisit, string? key = null, Channel channel = Channel.Site,
        string? content = null, Guid? campaign = null) => new(on, type, channel, key, content, campaign);

    public static Facts Facts(ScoringPolicy policy, IReadOnlyDictionary<string, FactValue>? values = null, params EngagementEvent[] events) =>
        policy.FactsOf(LeadId, column => values is not null && values.TryGetValue(column, out var value) ? value : FactValue.Unknown, events);

    public static Facts Facts(ScoringPolicy policy, params EngagementEvent[] events) => Facts(policy, null, events);

    public static Facts Fact(ScoringPolicy policy, string column, FactValue value) =>
        Facts(policy, new Dictionary<string, FactValue> { [column] = value });

    /// <summary>The one criterion's verdict on one value.</summary>
    public static bool IsMet(FitOperator test, string? value, FactValue fact, string? upper = null)
    {
        var policy = Policy(Fit("column", test, value, 10, upper));
        return Score.Of(policy, Fact(policy, "column", fact), Noon).Fit == 10m;
    }

    public static decimal EngagementOf(DateTime at, EngagementCriterion criterion, params EngagementEvent[] events)
    {
        var policy = Policy(criterion);
        return Score.Of(policy, Facts(policy, events), at).Engagement;
    }

    public static EngagementEvent[] Events(int number, Func<int, EngagementEvent> make) => Enumerable.Range(0, number).Select(make).ToArray();

    private static Guid NextId() => new(System.Threading.Interlocked.Increment(ref counter), 0, 0, new byte[8]);
}
