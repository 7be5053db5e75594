namespace Smarketing.Crm.Domain.Scoring;

/// <summary>What a criterion is about. The first three judge who the lead is (fit), the last three what it does (engagement).</summary>
public enum CriterionGroup
{
    /// <summary>Fit: can we reach the person?</summary>
    Contact = 0,

    /// <summary>Fit: is it the kind of company and function we sell to?</summary>
    Business = 1,

    /// <summary>Fit: how much business could it be?</summary>
    Potential = 2,

    /// <summary>Engagement: it reads and looks around.</summary>
    Interest = 3,

    /// <summary>Engagement: it meets or talks with us.</summary>
    Interaction = 4,

    /// <summary>Engagement: it asks for something.</summary>
    Intent = 5,
}
