using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Dataverse.Json;

namespace Smarketing.Crm.Dataverse;

/// <summary>Takes a lead's name, and what was said about it, out of the reviews that were prepared while it was there.</summary>
internal static class ReviewErasure
{
    /// <summary>Erases: one read, and a write for each review that names one of them.</summary>
    /// <param name="system">Acts with the rights of the system.</param>
    /// <param name="ids">The lead and the feedback about it, whose ids stand beside their words in the figures.</param>
    /// <param name="erased">What stands in place of their words.</param>
    public static void Erase(IOrganizationService system, IReadOnlyCollection<Guid> ids, string erased)
    {
        var query = new QueryExpression(Tables.WeeklyReview.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(Tables.WeeklyReview.Columns.Figures, Tables.WeeklyReview.Columns.Text, Tables.WeeklyReview.Columns.TextFr),
        };
        query.Criteria.FilterOperator = LogicalOperator.Or;
        foreach (var id in ids)
            query.Criteria.AddCondition(Tables.WeeklyReview.Columns.Figures, ConditionOperator.Like, "%" + id.ToString("D") + "%");
        foreach (var review in Pages.All(system, query).Select(row => row.ToEntity<Tables.WeeklyReview>()).ToArray())
            system.Update(Without(review, ids, erased));
    }

    private static Tables.WeeklyReview Without(Tables.WeeklyReview review, IReadOnlyCollection<Guid> ids, string erased)
    {
        var json = JsonReader.Parse(review.Figures!);
        var without = new Tables.WeeklyReview { Id = review.Id, Figures = review.Figures, Text = review.Text, TextFr = review.TextFr };
        foreach (var lead in json.Array(ReviewRecord.BadlyHandled))
            Cover(without, lead, ReviewRecord.Lead, ids, erased);
        foreach (var feedback in json.Array(ReviewRecord.Feedback))
            Cover(without, feedback, ReviewRecord.FeedbackText, ids, erased);
        return without;
    }

    private static void Cover(Tables.WeeklyReview review, JsonReader said, string member, IReadOnlyCollection<Guid> ids, string erased)
    {
        if (said.Id(ReviewRecord.Id) is not { } id || !ids.Contains(id) || said.Text(member) is not { Length: > 0 } words)
            return;
        review.Figures = review.Figures!.Replace(ReviewRecord.Said(id, member, words), ReviewRecord.Said(id, member, erased));
        review.Text = review.Text?.Replace(words, erased);
        review.TextFr = review.TextFr?.Replace(words, erased);
    }
}
