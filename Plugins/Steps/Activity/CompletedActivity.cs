using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Handoffs;

namespace Smarketing.Crm.Steps;

/// <summary>A call, a meeting or an e-mail was completed, or said afterwards to be about a lead: it may be a touch of a hand-off.</summary>
internal static class CompletedActivity
{
    /// <summary>The registration, the same for each kind of activity.</summary>
    public static StepRegistration On(string table) => Steps.On.Update(table)
        .Filtering(TouchReader.State, TouchReader.Regarding)
        .PostOperation().Async()
        .WithPostImage(TouchReader.State, TouchReader.Regarding, TouchReader.Owner)
        .InOrderTo("count the touches of the hand-off that a completed activity belongs to");

    /// <summary>Counts.</summary>
    public static void Count(StepContext context)
    {
        var done = context.PostImage;
        if (done.GetAttributeValue<OptionSetValue?>(TouchReader.State)?.Value != TouchReader.Completed
            || done.GetAttributeValue<EntityReference?>(TouchReader.Owner) is not { } owner)
            return;
        HandoffTouches.Count(context.SystemService, done.GetAttributeValue<EntityReference?>(TouchReader.Regarding), owner.Id, context.Now);
    }
}
