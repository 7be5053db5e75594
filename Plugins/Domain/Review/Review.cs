using System;
using System.Collections.Generic;
using Smarketing.Crm.Domain.Objectives;

namespace Smarketing.Crm.Domain.Review;

/// <summary>A name in both languages.</summary>
public sealed record Label(string English, string French)
{
    /// <summary>A name that is the same in both.</summary>
    public static Label Of(string name) => new(name, name);
}

/// <summary>What happened in a week. Facts that were taken back are taken off.</summary>
public sealed record WeekFigures
{
    /// <summary>Leads created.</summary>
    public int Leads { get; init; }

    /// <summary>Leads that became MQL.</summary>
    public int Mqls { get; init; }

    /// <summary>Hand-offs made, re-routed ones once.</summary>
    public int HandedOff { get; init; }

    /// <summary>Of the hand-offs made, those that broke no promise so far.</summary>
    public int HandledInTime { get; init; }

    /// <summary>Hand-offs accepted.</summary>
    public int Accepted { get; init; }

    /// <summary>Hand-offs rejected.</summary>
    public int Rejected { get; init; }

    /// <summary>Meetings held.</summary>
    public int MeetingsHeld { get; init; }

    /// <summary>Opportunities opened.</summary>
    public int Opportunities { get; init; }

    /// <summary>Opportunities won.</summary>
    public int Won { get; init; }

    /// <summary>Opportunities lost.</summary>
    public int Lost { get; init; }

    /// <summary>Revenue of what was won, base currency.</summary>
    public decimal Revenue { get; init; }

    /// <summary>Margin of what was won, base currency.</summary>
    public decimal Margin { get; init; }

    /// <summary>Registrations for events.</summary>
    public int EventRegistrations { get; init; }

    /// <summary>Attendances of events.</summary>
    public int EventAttendances { get; init; }
}

/// <summary>The hand-offs that grew old enough in a week to say what became of them.</summary>
/// <param name="Days">How old that is.</param>
/// <param name="HandedOff">How many there are.</param>
/// <param name="Accepted">Of these, accepted by the end of the week.</param>
/// <param name="Met">Of these, come to a meeting by the end of the week.</param>
public sealed record Matured(int Days, int HandedOff, int Accepted, int Met);

/// <summary>What the agreement asks of a week, in percent; <c>null</c> where it asks nothing.</summary>
/// <param name="Handling">Sales: hand-offs handled in time.</param>
/// <param name="Acceptance">Marketing: hand-offs that sales accepts.</param>
/// <param name="Meeting">Marketing: hand-offs that come to a meeting.</param>
public sealed record Targets(decimal? Handling, decimal? Acceptance, decimal? Meeting);

/// <summary>A lead badly handled, and why.</summary>
/// <param name="LeadId">The lead.</param>
/// <param name="Lead">Its name.</param>
/// <param name="Causes">The promises broken about it, each once, in their order.</param>
public sealed record BadHandling(Guid LeadId, string Lead, IReadOnlyList<Label> Causes);

/// <summary>How many of a kind.</summary>
public sealed record Count(Label Kind, int Number);

/// <summary>How an objective stands.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Target">What is to be reached.</param>
/// <param name="Actual">What is reached.</param>
/// <param name="Expected">What is expected by now.</param>
/// <param name="Forecast">Where it ends if it goes on like this.</param>
/// <param name="Pace">How it stands; <c>null</c> when figures were not computed yet.</param>
public sealed record ObjectiveLine(string Name, decimal Target, decimal? Actual, decimal? Expected, decimal? Forecast, Pace? Pace);

/// <summary>What the leads of a persona came to so far.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Leads">Leads that resemble it.</param>
/// <param name="Accepted">Hand-offs accepted.</param>
/// <param name="Won">Opportunities won.</param>
/// <param name="Lost">Opportunities lost.</param>
/// <param name="Revenue">Revenue of what was won, base currency.</param>
public sealed record PersonaLine(Label Name, int Leads, int Accepted, int Won, int Lost, decimal Revenue);

/// <summary>What content brought so far.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Readers">Leads that met it.</param>
/// <param name="Customers">Opportunities won after the lead had met it.</param>
/// <param name="Revenue">Revenue attributed to it, base currency.</param>
public sealed record ContentLine(string Name, int Readers, int Customers, decimal Revenue);

/// <summary>A campaign or content with its day.</summary>
/// <param name="Name">Its name.</param>
/// <param name="On">Its day.</param>
/// <param name="Kind">What it is.</param>
public sealed record Dated(string Name, DateTime On, Label Kind);

/// <summary>What somebody in the field said.</summary>
/// <param name="FeedbackId">The feedback.</param>
/// <param name="Kind">What about.</param>
/// <param name="Text">What.</param>
/// <param name="IsAnswered">Whether it was answered.</param>
public sealed record FeedbackLine(Guid FeedbackId, Label Kind, string Text, bool IsAnswered);

/// <summary>Everything both teams look at for a quarter of an hour.</summary>
public sealed record Review
{
    /// <summary>The week.</summary>
    public required ReviewWeek Week { get; init; }

    /// <summary>What happened in it.</summary>
    public required WeekFigures Figures { get; init; }

    /// <summary>What happened in the week before it.</summary>
    public required WeekFigures Before { get; init; }

    /// <summary>The hand-offs old enough to judge marketing's promises by.</summary>
    public required Matured Matured { get; init; }

    /// <summary>What the agreement asks.</summary>
    public required Targets Targets { get; init; }

    /// <summary>Leads badly handled.</summary>
    public IReadOnlyList<BadHandling> BadlyHandled { get; init; } = [];

    /// <summary>Rejections by reason.</summary>
    public IReadOnlyList<Count> Rejections { get; init; } = [];

    /// <summary>Objectives that run.</summary>
    public IReadOnlyList<ObjectiveLine> Objectives { get; init; } = [];

    /// <summary>Open alerts by kind.</summary>
    public IReadOnlyList<Count> Alerts { get; init; } = [];

    /// <summary>Personas, those that brought most first.</summary>
    public IReadOnlyList<PersonaLine> Personas { get; init; } = [];

    /// <summary>Content that brought most.</summary>
    public IReadOnlyList<ContentLine> Contents { get; init; } = [];

    /// <summary>Campaigns and content that came out in the week.</summary>
    public IReadOnlyList<Dated> Published { get; init; } = [];

    /// <summary>Campaigns and content that come out in the two weeks after it.</summary>
    public IReadOnlyList<Dated> Coming { get; init; } = [];

    /// <summary>What the field said in the week.</summary>
    public IReadOnlyList<FeedbackLine> Feedback { get; init; } = [];
}
