using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Handoffs;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Crm.Steps;

/// <summary>
/// Facts → decision → effects for one lead. Whatever keeps a lead from being scored is written on it and never stops it from
/// being saved; a failed call of the platform is no such thing and goes on as it came.
/// </summary>
internal static class LeadScoring
{
    private static readonly IReadOnlyList<EngagementEvent> NoEvents = [];

    /// <summary>Scores a lead that is being created: one read while the policy is known.</summary>
    public static void OnCreate(StepContext context)
    {
        ScoreWriter.Protect(context.Target);
        if (PolicyFor(context, null) is not { } rules)
            return;
        Decide(context, null, rules, () =>
        {
            var reader = new LeadFactsReader(context.Target, null);
            var facts = rules.Policy.FactsOf(context.Target.Id, reader.Read, NoEvents, context.Now);
            return Judge(rules.Policy, facts, LeadStanding.Read(context.Target, null, rules.TimeZone), context.Now);
        }, ScoreTrigger.Created, namesRules: false);
    }

    /// <summary>Scores a lead that is being updated, if the update carries anything the rules look at: two reads while the policy is known.</summary>
    public static void OnUpdate(StepContext context)
    {
        var asked = LeadTrigger.Of(context.Target);
        var namesRules = LeadTrigger.MayNameRules(context.Target);
        ScoreWriter.Protect(context.Target);
        if (!LeadTrigger.MayMatter(context.Target))
            return;
        var before = context.PreImage;
        var saidBySales = LeadStanding.CarriesWordOfSales(context.Target);
        var word = saidBySales ? SalesWordReader.Read(context.SystemService, context.Target, before) : null;
        if (word is not null)
            SalesWordReader.Write(word, context.Target, before, context.Now);
        if (LeadStanding.IsClosed(context.Target, before))
        {
            ScoreWriter.Rest(context.Target, before);
            return;
        }

        if (PolicyFor(context, before) is not { } rules)
            return;
        var reader = new LeadFactsReader(context.Target, before);
        if (asked is null && !reader.Carries(rules.Policy.Columns) && !saidBySales && !LeadStanding.PutsOff(context.Target))
            return;
        var now = NowFor(context, before);
        var standing = LeadStanding.Read(context.Target, before, rules.TimeZone, word?.Stage, now);
        var catchUpFrom = word?.Stage is null && MayHaveMoved(standing, LeadStanding.RescoreOn(before), now) ? LeadStanding.ScoredOn(before) : null;
        var events = EngagementReader.Read(context.SystemService, context.Target.Id, Since(rules.Policy, catchUpFrom ?? now));
        Decide(context, before, rules, () =>
        {
            var changedOn = reader.Changes(rules.Policy.Columns) ? now : LeadStanding.FactsChangedOn(before);
            var facts = rules.Policy.FactsOf(context.Target.Id, reader.Read, events, changedOn);
            return Judge(rules.Policy, facts, StandingNow(rules, context.Target, standing, before, events, catchUpFrom, now), now);
        }, asked ?? ScoreTrigger.Updated, namesRules);
    }

    private static Rules? PolicyFor(StepContext context, Entity? before)
    {
        if (AgreementReader.InForce(context.SystemService) is not { } agreement)
        {
            Fault(context, before, Messages.NoAgreement(), Languages.English);
            return null;
        }

        var compiled = PolicyCache.Of(context.SystemService, context.OrganizationId, agreement);
        if (compiled.Policy is { } policy)
            return new Rules(policy, agreement.Language, agreement.TimeZone);
        Fault(context, before, Messages.CannotScore(compiled.Fault!), agreement.Language);
        return null;
    }

    // No call of the platform in here: what fails is the rules or the facts, and the transaction is whole.
    private static void Decide(StepContext context, Entity? before, Rules rules, Func<Scored> decide, ScoreTrigger trigger, bool namesRules)
    {
        try
        {
            ScoreWriter.Write(context.Target, before, decide(), trigger, rules.Language, namesRules);
        }
        catch (BrokenModelException broken)
        {
            Fault(context, before, Messages.CannotScore(FaultTexts.Of(broken.Faults)), rules.Language);
        }
        // A rule that fails in a way nobody thought of must not keep a lead from being saved either.
        catch (Exception exception)
        {
            context.Trace(exception.ToString());
            Fault(context, before, Messages.CannotScore(new Text(exception.Message, exception.Message)), rules.Language);
        }
    }

    private static Scored Judge(ScoringPolicy policy, Facts facts, Standing standing, DateTime now) =>
        new(policy, facts, standing, LeadLife.Judge(policy, facts, standing, now));

    // What an asynchronous job asks for may bear the moment the job was made: a lead is never scored for a moment before its last score.
    private static DateTime NowFor(StepContext context, Entity before) =>
        LeadStanding.ScoredOn(before) is { } last && last > context.Now ? last : context.Now;

    /// <summary>Where time alone has brought the lead since it was last judged, from what was known then.</summary>
    private static Standing StandingNow(
        Rules rules, Entity target, Standing standing, Entity before, IReadOnlyList<EngagementEvent> events, DateTime? judgedOn, DateTime now)
    {
        if (judgedOn is null)
            return standing;
        var judged = UnixTime.FromUtc(judgedOn.Value);
        var known = events.Where(item => item.OccurredAt <= judged).ToArray();
        var then = rules.Policy.FactsOf(
            before.Id, new LeadFactsReader(before, null).Read, known, LeadStanding.FactsChangedOn(before));
        // A day that is written now was not known before.
        var until = LeadLife.CatchUp(rules.Policy, then, standing with { RecycleOn = LeadStanding.RecycleOn(before, rules.TimeZone) }, judgedOn.Value, now);
        return LeadStanding.PutsOff(target) ? until with { RecycleOn = standing.RecycleOn } : until;
    }

    // Only a stage that can be lost has anything to remember between two judgements.
    private static bool MayHaveMoved(Standing standing, DateTime? rescoreOn, DateTime now) =>
        standing.Stage is Domain.Scoring.Stage.Mql or Domain.Scoring.Stage.Sql || rescoreOn <= now;

    // What counted at the moment asked for, and so what counts at any later one.
    private static DateTime? Since(ScoringPolicy policy, DateTime moment) =>
        policy.DaysThatCount is { } days ? moment.AddDays(-days) : null;

    private static void Fault(StepContext context, Entity? before, Text fault, int language)
    {
        context.Trace(fault.English);
        ScoreWriter.WriteFault(context.Target, before, fault.In(language));
    }

    private sealed record Rules(ScoringPolicy Policy, int Language, TimeZoneInfo TimeZone);
}
