using System;

namespace Smarketing.Crm.Domain.ServiceLevel;

/// <summary>What sales promises about a hand-off.</summary>
public enum PromiseKind
{
    /// <summary>To accept or reject it.</summary>
    Accept = 0,

    /// <summary>To call, write to or meet the lead for the first time.</summary>
    FirstTouch = 1,

    /// <summary>To have tried often enough.</summary>
    FollowUp = 2,

    /// <summary>To say what became of it.</summary>
    Disposition = 3,
}

/// <summary>An obligation of the agreement with its limits, all in working time of the agreement's calendar.</summary>
/// <param name="Kind">What is promised.</param>
/// <param name="Within">The time allowed; exactly that much is still kept.</param>
/// <param name="WarnAfter">When the owner is reminded; null for never. From <paramref name="Within"/> on nobody is warned any more.</param>
/// <param name="MostPause">The most pause that is taken off; null for any.</param>
public sealed record Promise(PromiseKind Kind, TimeSpan Within, TimeSpan? WarnAfter = null, TimeSpan? MostPause = null);
