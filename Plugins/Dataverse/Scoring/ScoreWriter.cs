using System;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Crm.Dataverse;

/// <summary>Puts a score, or why there is none, on the row that is being written: no write of its own.</summary>
internal static class ScoreWriter
{
    private const int ReasonsLength = 4000;
    private const int FaultLength = 2000;

    // Only scoring says these: nothing becomes an MQL or SQL by any other route.
    private static readonly string[] Results =
    [
        Tables.Lead.Columns.FitScore, Tables.Lead.Columns.EngagementScore, Tables.Lead.Columns.Score, Tables.Lead.Columns.Grade,
        Tables.Lead.Columns.Stage, Tables.Lead.Columns.StageSince, Tables.Lead.Columns.BelowSince, Tables.Lead.Columns.Cycle,
        Tables.Lead.Columns.ScoredOn, Tables.Lead.Columns.RescoreOn, Tables.Lead.Columns.FactsChangedOn, Tables.Lead.Columns.Exploring,
        Tables.Lead.Columns.Reasons, Tables.Lead.Columns.Explanation, Tables.Lead.Columns.ScoreFault,
        Tables.Lead.Columns.ScoringModelId, Tables.Lead.Columns.AgreementId,
    ];

    /// <summary>Takes out what only scoring may say.</summary>
    public static void Protect(Entity target)
    {
        foreach (var column in Results)
            target.Attributes.Remove(column);
        // What made the lead be scored is said by who asks for a score, and by nobody else.
        if (!target.Contains(Tables.Lead.Columns.ScoreRequestedOn))
            target.Attributes.Remove(Tables.Lead.Columns.ScoreTrigger);
    }

    /// <summary>Whether the column is one that scoring writes; a rule on it would feed on itself.</summary>
    public static bool Writes(string column) =>
        Array.IndexOf(Results, column) >= 0
        || column == Tables.Lead.Columns.ScoreRequestedOn
        || column == Tables.Lead.Columns.ScoreTrigger;

    /// <summary>Writes a score. A column that keeps its value is left out, so that no step is called for nothing.</summary>
    /// <param name="target">The write under way.</param>
    /// <param name="before">The row before it; <c>null</c> for a new lead.</param>
    /// <param name="scored">What was decided and from what.</param>
    /// <param name="trigger">What made the lead be scored.</param>
    /// <param name="language">Language of the stored reasons, as LCID.</param>
    /// <param name="namesRules">Whether the lead is to name agreement and model: a lookup asks whoever saves the lead for a right.</param>
    public static void Write(Entity target, Entity? before, Scored scored, Tables.ScoreTrigger trigger, int language, bool namesRules)
    {
        var row = new Changes(target, before);
        var score = scored.Verdict.Score;
        var standing = scored.Verdict.Standing;
        row.Set(Tables.Lead.Columns.FitScore, score.Fit);
        row.Set(Tables.Lead.Columns.EngagementScore, score.Engagement);
        row.Set(Tables.Lead.Columns.Score, score.Whole);
        row.Set(Tables.Lead.Columns.Grade, Option((int)score.Grade));
        row.Set(Tables.Lead.Columns.Stage, Option((int)standing.Stage));
        row.Set(Tables.Lead.Columns.StageSince, standing.StageSince);
        row.Set(Tables.Lead.Columns.BelowSince, standing.BelowSince);
        row.Set(Tables.Lead.Columns.Cycle, standing.Cycle);
        row.Set(Tables.Lead.Columns.Exploring, standing.Exploring);
        // The day is for people to write; here it is only taken out once it has nothing more to say.
        if (standing.RecycleOn is null)
            row.Set(Tables.Lead.Columns.RecycleOn, null);
        row.Set(Tables.Lead.Columns.ScoredOn, score.At);
        row.Set(Tables.Lead.Columns.RescoreOn, scored.Verdict.RescoreOn);
        row.Set(Tables.Lead.Columns.FactsChangedOn, scored.Facts.ChangedOn);
        row.Set(Tables.Lead.Columns.ScoreTrigger, new OptionSetValue((int)trigger));
        row.Set(Tables.Lead.Columns.Reasons, Clip.To(Reasons.InWords(score, LanguageOf(language)), ReasonsLength));
        row.Set(Tables.Lead.Columns.Explanation, ScoreRecord.Write(scored.Policy, scored.Facts, scored.Before, scored.Verdict));
        row.Set(Tables.Lead.Columns.ScoreFault, null);
        if (!namesRules)
            return;
        row.Set(Tables.Lead.Columns.ScoringModelId, new EntityReference(Tables.ScoringModel.EntityLogicalName, scored.Policy.Model.Id));
        row.Set(Tables.Lead.Columns.AgreementId, new EntityReference(Tables.Agreement.EntityLogicalName, scored.Policy.Terms.Id));
    }

    /// <summary>Leaves the score as it is, with what made it, and waits for no change of it: the lead is closed.</summary>
    public static void Rest(Entity target, Entity before)
    {
        target.Attributes.Remove(Tables.Lead.Columns.ScoreTrigger);
        new Changes(target, before).Set(Tables.Lead.Columns.RescoreOn, null);
    }

    /// <summary>Puts the lead where sales says it stands; a score that follows decides from there.</summary>
    public static void Move(Entity target, Entity before, Stage stage, DateTime now)
    {
        if (before.GetAttributeValue<OptionSetValue?>(Tables.Lead.Columns.Stage)?.Value == Option((int)stage).Value)
            return;
        var row = new Changes(target, before);
        row.Set(Tables.Lead.Columns.Stage, Option((int)stage));
        row.Set(Tables.Lead.Columns.StageSince, now);
        row.Set(Tables.Lead.Columns.BelowSince, null);
        row.Set(Tables.Lead.Columns.Exploring, false);
    }

    /// <summary>Writes why there is no new score; the last one stays.</summary>
    public static void WriteFault(Entity target, Entity? before, string fault) =>
        new Changes(target, before).Set(Tables.Lead.Columns.ScoreFault, Clip.To(fault, FaultLength));

    /// <summary>The domain's language for an LCID.</summary>
    public static Language LanguageOf(int language) =>
        Languages.Closest(language) == Languages.French ? Language.French : Language.English;

    private static OptionSetValue Option(int index) => new(ModelReader.FirstOption + index);

    private sealed class Changes
    {
        private readonly Entity target;
        private readonly Entity? before;

        public Changes(Entity target, Entity? before)
        {
            this.target = target;
            this.before = before;
        }

        public void Set(string column, object? value)
        {
            var old = before is not null && before.Contains(column) ? before[column] : null;
            if (Same(old, value))
                target.Attributes.Remove(column);
            else
                target[column] = value;
        }

        private static bool Same(object? old, object? value)
        {
            if (old is null || value is null)
                return IsEmpty(old) && IsEmpty(value);
            if (old is OptionSetValue oldOption && value is OptionSetValue option)
                return oldOption.Value == option.Value;
            if (old is EntityReference oldReference && value is EntityReference reference)
                return oldReference.Id == reference.Id;
            if (old is DateTime oldMoment && value is DateTime moment)
                return Clock.Utc(oldMoment) == Clock.Utc(moment);
            return old.Equals(value);
        }

        // The platform stores an empty text as none.
        private static bool IsEmpty(object? value) => value is null or string { Length: 0 };
    }
}

/// <summary>One scoring: the rules, the facts, where the lead stood, and what was decided.</summary>
internal sealed record Scored(ScoringPolicy Policy, Facts Facts, Standing Before, Verdict Verdict);
