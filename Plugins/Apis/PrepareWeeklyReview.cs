using System;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Domain.Review;

namespace Smarketing.Crm.Apis;

/// <summary>
/// Prepares the review of the last week that was over; asked again it brings the same review up to date. An earlier week is prepared when it never was;
/// else its review stays as both teams saw it.
/// </summary>
public sealed class PrepareWeeklyReview : Api
{
    /// <inheritdoc/>
    public override string UniqueName => PrepareWeeklyReviewMessage.Name;

    /// <inheritdoc/>
    protected override void Execute(ApiContext context)
    {
        var agreement = ReviewAgreement.Working(context.SystemService) ?? throw new RefusalException(ReviewTexts.NoAgreement());
        var on = context.Request<DateTime>(PrepareWeeklyReviewMessage.Request.On) ?? context.Now;
        if (Clock.Utc(on) > context.Now)
            throw new RefusalException(ReviewTexts.NotYet(Clock.Utc(on)));
        var week = ReviewWeek.LastOver(agreement.Schedule.Zone, Clock.Utc(on));
        var isLast = week.Monday == ReviewWeek.LastOver(agreement.Schedule.Zone, context.Now).Monday;
        var review = (isLast ? null : ReviewWriter.Find(context.SystemService, agreement, week))
            ?? ReviewWriter.Prepare(context.SystemService, agreement, week, context.Now);
        // Whoever may not read reviews is refused here, and nothing was prepared.
        var text = ReviewWriter.Words(context.Service, review.Id);
        context.Respond(
            PrepareWeeklyReviewMessage.Response.ReviewId,
            new EntityReference(PrepareWeeklyReviewMessage.ReviewTable, review.Id));
        context.Respond(PrepareWeeklyReviewMessage.Response.Text, text.In(context.UserLanguage));
    }
}
