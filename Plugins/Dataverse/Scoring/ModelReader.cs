using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Crm.Dataverse;

/// <summary>
/// Reads a scoring model and its criteria as they were written. What is missing or out of range is handed on as it is:
/// the domain judges it and names the remedy.
/// </summary>
internal static class ModelReader
{
    /// <summary>Option value of the first option of every choice; the domain counts from zero.</summary>
    public const int FirstOption = 727000000;

    // No option of any choice: what an empty choice becomes.
    private const int NoOption = -1;

    /// <summary>A model and its active criteria: two reads, more only beyond 5,000 criteria.</summary>
    public static ScoringModel Read(IOrganizationService service, Guid modelId) =>
        Compose(ReadRow(service, modelId), ReadCriteria(service, modelId));

    /// <summary>A model's own row with all its columns.</summary>
    public static Tables.ScoringModel ReadRow(IOrganizationService service, Guid modelId) =>
        service.Retrieve(Tables.ScoringModel.EntityLogicalName, modelId, new ColumnSet(true)).ToEntity<Tables.ScoringModel>();

    /// <summary>The active criteria of a model, in the order people gave them.</summary>
    public static IReadOnlyList<Tables.Criterion> ReadCriteria(IOrganizationService service, Guid modelId)
    {
        var query = new QueryExpression(Tables.Criterion.EntityLogicalName) { ColumnSet = new ColumnSet(true) };
        query.Criteria.AddCondition(Tables.Criterion.Columns.ScoringModelId, ConditionOperator.Equal, modelId);
        query.Criteria.AddCondition(Tables.Criterion.Columns.StateCode, ConditionOperator.Equal, (int)Tables.CriterionState.Active);
        query.AddOrder(Tables.Criterion.Columns.Order, OrderType.Ascending);
        query.AddOrder(Tables.Criterion.Columns.Name, OrderType.Ascending);
        return Pages.All(service, query).Select(row => row.ToEntity<Tables.Criterion>()).ToArray();
    }

    /// <summary>The model that these rows describe.</summary>
    public static ScoringModel Compose(Tables.ScoringModel row, IEnumerable<Tables.Criterion> criteria) => new()
    {
        Id = row.Id,
        Name = row.Name ?? string.Empty,
        Version = row.Version ?? 0,
        FitWeight = row.FitWeight ?? 0,
        EngagementWeight = row.EngagementWeight ?? 0,
        FitBands = new Bands(row.FitA ?? 0, row.FitB ?? 0, row.FitC ?? 0),
        EngagementBands = new Bands(row.Engagement1 ?? 0, row.Engagement2 ?? 0, row.Engagement3 ?? 0),
        GroupCaps = Caps(row),
        Criteria = criteria.Select(Criterion).ToArray(),
    };

    /// <summary>The criterion that a row describes.</summary>
    public static Criterion Criterion(Tables.Criterion row) =>
        row.Kind == Tables.CriterionKind.Engagement ? Engagement(row) : Fit(row);

    private static FitCriterion Fit(Tables.Criterion row) => new()
    {
        Id = row.Id,
        Name = row.Name ?? string.Empty,
        FrenchName = row.NameFr,
        Group = (CriterionGroup)Index((int?)row.Group),
        Points = row.Points ?? 0,
        IsDisqualifier = row.IsDisqualifier ?? false,
        Column = (row.Column ?? string.Empty).Trim(),
        Operator = (FitOperator)Index((int?)row.Operator),
        Value = row.Value,
        UpperValue = row.Value2,
    };

    private static EngagementCriterion Engagement(Tables.Criterion row) => new()
    {
        Id = row.Id,
        Name = row.Name ?? string.Empty,
        FrenchName = row.NameFr,
        Group = (CriterionGroup)Index((int?)row.Group),
        Points = row.Points ?? 0,
        IsDisqualifier = row.IsDisqualifier ?? false,
        Type = row.Type is { } type ? (EngagementType)Index((int)type) : null,
        Channel = row.Channel is { } channel ? (Channel)Index((int)channel) : null,
        ContentPrefix = row.Content,
        CampaignId = row.CampaignId?.Id,
        Decay = DecayOf(row),
        WindowDays = row.WindowDays,
        FrequencyCount = row.FrequencyCount,
        FrequencyDays = row.FrequencyDays,
        Cap = row.Cap,
    };

    private static Decay DecayOf(Tables.Criterion row) => row.Decay switch
    {
        Tables.Decay.HalfLife => Decay.HalfLife(row.HalfLifeDays ?? 0),
        Tables.Decay.Linear => Decay.Linear(row.LinearDays ?? 0),
        Tables.Decay.Steps => Decay.Steps(row.DecaySteps),
        _ => Decay.None,
    };

    private static Dictionary<CriterionGroup, int> Caps(Tables.ScoringModel row)
    {
        var caps = new Dictionary<CriterionGroup, int>();
        Add(CriterionGroup.Contact, row.ContactCap);
        Add(CriterionGroup.Business, row.BusinessCap);
        Add(CriterionGroup.Potential, row.PotentialCap);
        Add(CriterionGroup.Interest, row.InterestCap);
        Add(CriterionGroup.Interaction, row.InteractionCap);
        Add(CriterionGroup.Intent, row.IntentCap);
        return caps;

        void Add(CriterionGroup group, int? cap)
        {
            if (cap is not null)
                caps.Add(group, cap.Value);
        }
    }

    private static int Index(int? option) => option is null ? NoOption : option.Value - FirstOption;
}
