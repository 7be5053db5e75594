using System;
using System.Collections.Generic;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Crm.Domain.Personas;

/// <summary>Where a buyer stands.</summary>
public enum BuyingStage
{
    /// <summary>Has a problem and looks for words for it.</summary>
    Awareness = 0,

    /// <summary>Compares ways to solve it.</summary>
    Consideration = 1,

    /// <summary>Chooses from whom to buy.</summary>
    Decision = 2,
}

/// <summary>A piece of content that might be recommended.</summary>
/// <param name="Id">The content.</param>
/// <param name="Key">How engagement names it.</param>
/// <param name="Name">Its title.</param>
/// <param name="Stage">For whom stands here; <c>null</c> for everyone.</param>
/// <param name="PersonaId">For whom; <c>null</c> for everyone.</param>
/// <param name="Channel">How it reaches the buyer; <c>null</c> for any way.</param>
/// <param name="PublishedOn">From when, in UTC; <c>null</c> is not published.</param>
/// <param name="RetiredOn">From when no more, in UTC.</param>
/// <param name="Url">Where it is found.</param>
public sealed record Content(
    Guid Id,
    string Key,
    string Name,
    BuyingStage? Stage,
    Guid? PersonaId,
    Channel? Channel,
    DateTime? PublishedOn,
    DateTime? RetiredOn,
    string? Url);

/// <summary>For whom content is looked for.</summary>
/// <param name="PersonaId">Its persona, if it resembles one.</param>
/// <param name="Stage">Where it stands as a buyer; <c>null</c> when nothing is to be recommended any more.</param>
/// <param name="LastChannel">Where it was met last.</param>
/// <param name="Seen">Keys of content it has met.</param>
/// <param name="MayBeMailed">Whether it consents to e-mail.</param>
public sealed record Reader(Guid? PersonaId, BuyingStage? Stage, Channel? LastChannel, IReadOnlyCollection<string> Seen, bool MayBeMailed);

/// <summary>Why content is recommended.</summary>
public enum ContentReason
{
    /// <summary>Written for the lead's persona.</summary>
    ForPersona,

    /// <summary>Written for where the lead stands.</summary>
    ForStage,

    /// <summary>Comes by the channel on which the lead was met last.</summary>
    OnLastChannel,

    /// <summary>For everybody, and not met yet.</summary>
    ForEveryone,
}

/// <summary>Why content is not recommended.</summary>
public enum ContentObstacle
{
    /// <summary>Its day has not come, or it has none.</summary>
    NotPublished,

    /// <summary>It is out of date.</summary>
    Retired,

    /// <summary>The lead has met it.</summary>
    Seen,

    /// <summary>It is written for another persona.</summary>
    OtherPersona,

    /// <summary>It is written for who stands elsewhere.</summary>
    OtherStage,

    /// <summary>It comes by e-mail, and the lead does not consent to that.</summary>
    NoConsent,
}

/// <summary>Content recommended.</summary>
/// <param name="Content">What.</param>
/// <param name="Reasons">Why, the strongest first; never empty.</param>
public sealed record Recommendation(Content Content, IReadOnlyList<ContentReason> Reasons);
