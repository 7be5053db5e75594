namespace Smarketing.Crm.Domain.Scoring;

/// <summary>What a lead did.</summary>
public enum EngagementType
{
    PageVisit = 0,
    LongVisit = 1,
    PricingVisit = 2,
    ContentView = 3,
    ContentDownload = 4,
    EmailOpened = 5,
    EmailClicked = 6,
    Unsubscribed = 7,
    FormSubmitted = 8,
    EventRegistered = 9,
    EventAttended = 10,
    SocialInteraction = 11,

    /// <summary>A chat or a call.</summary>
    Conversation = 12,
    Referral = 13,

    /// <summary>A hand-raise: it asks to see the product.</summary>
    DemoRequest = 14,

    /// <summary>A hand-raise: it asks to be called.</summary>
    ContactRequest = 15,
}

/// <summary>The way it came.</summary>
public enum Channel
{
    Site = 0,
    Blog = 1,
    Email = 2,
    Form = 3,
    Event = 4,
    Social = 5,
    Phone = 6,
    Partner = 7,
}
