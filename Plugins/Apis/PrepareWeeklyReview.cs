using System;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Domain.Review;

namespace Smarketing.Crm.Apis;

/// <summary>Prepares the review of the last week that was over; asked again it brings the same review up to date.</summary>
public sealed class PrepareWeeklyReview : Api
{
    /// <inheritdoc/>
    public override string UniqueName => PrepareWeeklyReviewMessage.Name;

    /// <inheritdoc/>
    protected override void Execute(ApiContext context)
    {
        var agreement = ReviewAgreement.Working(context.SystemService) ?? throw new RefusalException(ReviewTexts.NoAgreement());
        var on = context.Request<DateTime>(PrepareWeeklyReviewMessage.Request.On) ?? context.Now;
        var review = ReviewWriter.Prepare(
            context.SystemService, agreement, ReviewWeek.LastOver(agreement.Schedule.Zone, Clock.Utc(on)), context.Now);
        // Whoever may not read reviews is refused here, and nothing was prepared.
        var text = ReviewWriter.Words(context.Service, review.Id);
        context.Respond(
            PrepareWeeklyReviewMessage.Response.ReviewId,
            new EntityReference(PrepareWeeklyReviewMessage.ReviewTable, review.Id));
        context.Respond(PrepareWeeklyReviewMessage.Response.Text, text.In(context.UserLanguage));
    }
}
