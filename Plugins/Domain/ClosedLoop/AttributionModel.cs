namespace Smarketing.Crm.Domain.ClosedLoop;

/// <summary>How an amount is shared among the touches before it.</summary>
public enum AttributionModel
{
    /// <summary>Everything to the first touch.</summary>
    First = 0,

    /// <summary>Everything to the last touch.</summary>
    Last = 1,

    /// <summary>The same to each touch.</summary>
    Linear = 2,

    /// <summary>40 % each to the first and the last touch, 20 % to those between.</summary>
    UShaped = 3,

    /// <summary>30 % each to the first touch and those that led to the lead and to the opportunity, 10 % to the others.</summary>
    WShaped = 4,

    /// <summary>22.5 % each to the first touch and those that led to the lead, the opportunity and the close, 10 % to the others.</summary>
    FullPath = 5,

    /// <summary>Halved for each seven days between the touch and the milestone.</summary>
    TimeDecay = 6,
}
