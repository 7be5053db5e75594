namespace Smarketing.Cli.Run.Feed;

/// <summary>The choice <c>smk_engagementtype</c>, in its order.</summary>
public enum EngagementType
{
    PageVisit,
    LongVisit,
    PricingVisit,
    ContentView,
    ContentDownload,
    EmailOpened,
    EmailClicked,
    Unsubscribed,
    FormSubmitted,
    EventRegistered,
    EventAttended,
    SocialInteraction,
    Conversation,
    Referral,
    DemoRequest,
    ContactRequest,
}
