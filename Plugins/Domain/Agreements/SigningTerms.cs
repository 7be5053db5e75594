using System;
using System.Collections.Generic;

namespace Smarketing.Crm.Domain.Agreements;

/// <summary>What an agreement must say before anybody can sign it.</summary>
public enum Term
{
    /// <summary>The scoring model.</summary>
    ScoringModel,

    /// <summary>Fit that makes an MQL.</summary>
    MqlFit,

    /// <summary>Engagement that makes an MQL.</summary>
    MqlEngagement,

    /// <summary>Fit that makes an SQL.</summary>
    SqlFit,

    /// <summary>Engagement that makes an SQL.</summary>
    SqlEngagement,

    /// <summary>Facts without which nobody can call back.</summary>
    ContactFacts,

    /// <summary>Sales: working minutes to answer.</summary>
    AcceptMinutes,

    /// <summary>Sales: working minutes to the first touch.</summary>
    FirstTouchMinutes,

    /// <summary>Sales: attempts before giving up.</summary>
    FollowUpAttempts,

    /// <summary>Sales: working minutes for these attempts.</summary>
    FollowUpMinutes,

    /// <summary>Sales: working minutes to say what became of the lead.</summary>
    DispositionMinutes,

    /// <summary>Sales: share of hand-offs handled in time.</summary>
    HandlingTarget,

    /// <summary>Marketing: share of leads that sales accepts.</summary>
    AcceptanceTarget,

    /// <summary>Marketing: share of leads that come to a meeting.</summary>
    MeetingTarget,

    /// <summary>When both sides look at it again.</summary>
    ReviewOn,

    /// <summary>Last day of its validity.</summary>
    ValidUntil,
}

/// <summary>What is wrong with a term.</summary>
public enum TermFaultKind
{
    /// <summary>It is not said.</summary>
    Missing,

    /// <summary>The last day of validity has passed already.</summary>
    Past,

    /// <summary>The review is after the last day of validity.</summary>
    AfterEnd,
}

/// <summary>One thing that keeps an agreement from being signed.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Term">The term.</param>
public sealed record TermFault(TermFaultKind Kind, Term Term);

/// <summary>What an agreement says, as far as signing asks.</summary>
/// <param name="Said">The terms that are said.</param>
/// <param name="Dates">Its dates.</param>
public sealed record SigningTerms(IReadOnlyCollection<Term> Said, AgreementDates Dates)
{
    private static readonly Term[] Needed = (Term[])Enum.GetValues(typeof(Term));

    /// <summary>What keeps the agreement from being signed at a moment, in the order of the terms; empty when nothing does.</summary>
    /// <param name="now">The moment, in UTC.</param>
    public IReadOnlyList<TermFault> Faults(DateTime now)
    {
        var said = new HashSet<Term>(Said);
        var faults = new List<TermFault>();
        foreach (var term in Needed)
        {
            if (!said.Contains(term))
                faults.Add(new TermFault(TermFaultKind.Missing, term));
        }

        if (Dates.IsOver(now))
            faults.Add(new TermFault(TermFaultKind.Past, Term.ValidUntil));
        if (Dates.ReviewOn > Dates.ValidUntil)
            faults.Add(new TermFault(TermFaultKind.AfterEnd, Term.ReviewOn));
        return faults;
    }
}
