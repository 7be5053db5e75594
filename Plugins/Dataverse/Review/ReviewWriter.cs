using System;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.Review;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Crm.Dataverse;

/// <summary>Keeps a review: one row per agreement and week, brought up to date when it is prepared again; notes are left alone.</summary>
internal static class ReviewWriter
{
    /// <summary>The review of a week and when it was prepared: one read. <c>null</c> when it was not.</summary>
    public static Tables.WeeklyReview? Find(IOrganizationService service, ReviewAgreement agreement, ReviewWeek week) => Find(service, Key(agreement, week));

    /// <summary>Prepares a week's review.</summary>
    /// <returns>The row as it is kept.</returns>
    public static Tables.WeeklyReview Prepare(IOrganizationService service, ReviewAgreement agreement, ReviewWeek week, DateTime now)
    {
        var key = Key(agreement, week);
        var review = ReviewReader.Read(service, agreement, week);
        var row = new Tables.WeeklyReview
        {
            Name = ReviewTexts.Name(agreement.Row.Name ?? "?", week.Monday).English,
            Key = key,
            AgreementId = new EntityReference(Tables.Agreement.EntityLogicalName, agreement.Row.Id),
            WeekStart = week.Monday,
            PreparedOn = now,
            Figures = ReviewRecord.Write(review),
            Text = ReviewWords.In(review, Language.English),
            TextFr = ReviewWords.In(review, Language.French),
        };
        // Looked for after everything is read, so that little time is left for another to write it; the key refuses the second.
        if (Find(service, key) is { } known)
        {
            row.Id = known.Id;
            service.Update(row);
        }
        else
        {
            row.Id = service.Create(row);
        }

        return row;
    }

    /// <summary>A kept review to read: one read, with the rights of whoever asks.</summary>
    public static Text Words(IOrganizationService service, Guid reviewId)
    {
        var row = service.Retrieve(
            Tables.WeeklyReview.EntityLogicalName,
            reviewId,
            new ColumnSet(Tables.WeeklyReview.Columns.Text, Tables.WeeklyReview.Columns.TextFr)).ToEntity<Tables.WeeklyReview>();
        return new Text(row.Text ?? string.Empty, row.TextFr ?? string.Empty);
    }

    private static Tables.WeeklyReview? Find(IOrganizationService service, string key)
    {
        var query = new QueryExpression(Tables.WeeklyReview.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(Tables.WeeklyReview.Columns.PreparedOn),
            TopCount = 1,
        };
        query.Criteria.AddCondition(Tables.WeeklyReview.Columns.Key, ConditionOperator.Equal, key);
        return service.RetrieveMultiple(query).Entities.FirstOrDefault()?.ToEntity<Tables.WeeklyReview>();
    }

    private static string Key(ReviewAgreement agreement, ReviewWeek week) => string.Format(
        CultureInfo.InvariantCulture, "{0:D}:{1:yyyy-MM-dd}", agreement.Row.Id, week.Monday);
}
