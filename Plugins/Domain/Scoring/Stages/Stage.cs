namespace Smarketing.Crm.Domain.Scoring;

/// <summary>Where a lead stands.</summary>
public enum Stage
{
    Lead = 0,

    /// <summary>Marketing-qualified.</summary>
    Mql = 1,

    /// <summary>Sales-qualified: ripe to be handed to sales.</summary>
    Sql = 2,

    /// <summary>Sales took it.</summary>
    Accepted = 3,
    Opportunity = 4,
    Customer = 5,

    /// <summary>Given back to marketing to ripen.</summary>
    Nurture = 6,
    Disqualified = 7,
}
