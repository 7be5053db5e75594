using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Dataverse.Json;
using Smarketing.Crm.Domain.ClosedLoop;

namespace Smarketing.Crm.Dataverse.ClosedLoop;

/// <summary>Computes a campaign's figures from what is on record, and writes them back on the campaign.</summary>
internal static class CampaignFigures
{
    /// <summary>The model campaigns are shown by when the agreement names none.</summary>
    public const AttributionModel DefaultModel = AttributionModel.Linear;

    /// <summary>The model of the agreement in force; <see cref="DefaultModel"/> when it names none.</summary>
    public static AttributionModel ModelAgreed(IOrganizationService service)
    {
        if (AgreementReader.InForce(service) is not { } agreement)
            return DefaultModel;
        var row = service.Retrieve(Tables.Agreement.EntityLogicalName, agreement.Id, new ColumnSet(Tables.Agreement.Columns.AttributionModel))
            .ToEntity<Tables.Agreement>();
        return row.AttributionModel is { } model ? Known(model) : DefaultModel;
    }

    /// <summary>The model of an option value.</summary>
    /// <exception cref="RefusalException">There is no such model.</exception>
    public static AttributionModel ModelOf(int option) => Enum.IsDefined(typeof(Tables.AttributionModel), option)
        ? Known((Tables.AttributionModel)option)
        : throw new RefusalException(ClosedLoopTexts.NoSuchModel(option));

    /// <summary>Fails as the platform does when the campaign is not there for whoever asks.</summary>
    public static void Check(IOrganizationService service, Guid campaignId) =>
        service.Retrieve(Tables.Campaign.EntityLogicalName, campaignId, new ColumnSet(false));

    /// <summary>Computes and writes; the mark goes first, so that whatever happens meanwhile marks the campaign again.</summary>
    /// <param name="service">Acts with the rights of the system.</param>
    /// <param name="campaignId">The campaign.</param>
    /// <param name="model">The model of the agreement.</param>
    /// <param name="now">When, UTC.</param>
    public static void Refresh(IOrganizationService service, Guid campaignId, AttributionModel model, DateTime now)
    {
        service.Update(new Tables.Campaign { Id = campaignId, DirtyOn = null });
        var sums = CampaignOutcomes.Of(service, campaignId, model);
        var returned = new CampaignReturn(sums.Cost, sums.Leads, sums.Margin);
        service.Update(new Tables.Campaign
        {
            Id = campaignId,
            Leads = sums.Leads,
            Mqls = sums.Cycles,
            Sqls = sums.HandedOff,
            AcceptedLeads = AtLeastNone(sums.Facts(Tables.OutcomeKind.Accepted)),
            RejectedLeads = AtLeastNone(sums.Facts(Tables.OutcomeKind.Rejected)),
            Rejections = RejectionsOf(sums),
            Meetings = AtLeastNone(sums.Facts(Tables.OutcomeKind.MeetingHeld)),
            Opportunities = AtLeastNone(sums.Facts(Tables.OutcomeKind.OpportunityOpened)),
            Customers = AtLeastNone(sums.Facts(Tables.OutcomeKind.Won)),
            Pipeline = sums.Earned(Tables.Measure.Pipeline),
            Revenue = sums.Earned(Tables.Measure.Revenue),
            Margin = returned.Margin,
            CostPerLead = returned.CostPerLead,
            Roi = Within(returned.Roi),
            FiguredOn = now,
        });
    }

    /// <summary>The figures of a campaign as JSON, by any model.</summary>
    /// <param name="service">Who reads.</param>
    /// <param name="campaignId">The campaign.</param>
    /// <param name="model">The model asked for.</param>
    public static string Json(IOrganizationService service, Guid campaignId, AttributionModel model)
    {
        var sums = CampaignOutcomes.Of(service, campaignId, model);
        var returned = new CampaignReturn(sums.Cost, sums.Leads, sums.Margin);
        var sales = new SalesFigures(ClosedReader.OfCampaign(service, campaignId));
        return JsonWriter.Write(json =>
        {
            json.Member("model", model.ToString());
            json.Member("leads", sums.Leads);
            json.Member("mqls", sums.Cycles);
            json.Member("sqls", sums.HandedOff);
            json.Member("accepted", sums.Facts(Tables.OutcomeKind.Accepted));
            json.Member("rejected", sums.Facts(Tables.OutcomeKind.Rejected));
            json.Object("rejections", reasons => WriteRejections(reasons, sums));
            json.Member("meetingsBooked", sums.Facts(Tables.OutcomeKind.MeetingBooked));
            json.Member("meetings", sums.Facts(Tables.OutcomeKind.MeetingHeld));
            json.Member("opportunities", sums.Facts(Tables.OutcomeKind.OpportunityOpened));
            json.Member("customers", sums.Facts(Tables.OutcomeKind.Won));
            json.Member("lost", sums.Facts(Tables.OutcomeKind.Lost));
            json.Object("attributed", shares =>
            {
                shares.Member("pipeline", sums.Earned(Tables.Measure.Pipeline));
                shares.Member("revenue", sums.Earned(Tables.Measure.Revenue));
                shares.Member("margin", returned.Margin);
            });
            json.Member("cost", sums.Cost);
            json.Member("costPerLead", returned.CostPerLead);
            json.Member("roi", returned.Roi);
            json.Object("sourced", member => Write(member, sales));
        });
    }

    // What its own leads came to, whoever else touched them.
    private static void Write(JsonWriter json, SalesFigures sales)
    {
        json.Member("winRate", sales.WinRate);
        json.Member("winRateLow", sales.WinRateInterval?.Low);
        json.Member("winRateHigh", sales.WinRateInterval?.High);
        json.Member("revenue", sales.Revenue);
        json.Member("meanWon", sales.MeanWon);
        json.Member("medianWon", sales.MedianWon);
        json.Member("medianDaysWon", sales.MedianDays(isWon: true));
        json.Member("medianDaysLost", sales.MedianDays(isWon: false));
        json.Member("medianDaysClosed", sales.MedianDays());
    }

    private static string RejectionsOf(CampaignOutcomes sums) => JsonWriter.Write(json => WriteRejections(json, sums));

    private static void WriteRejections(JsonWriter json, CampaignOutcomes sums)
    {
        foreach (var reason in sums.Rejections)
            json.Member(reason.Key, (decimal?)reason.Value);
    }

    private static AttributionModel Known(Tables.AttributionModel model) => (AttributionModel)((int)model - ModelReader.FirstOption);

    // What costs a cent and earns a million returns more than the column can hold.
    private static decimal? Within(decimal? roi) => roi is { } value ? Math.Max(-MostRoi, Math.Min(MostRoi, value)) : null;

    private const decimal MostRoi = 100_000_000;

    // A reversal may be on record before what it reverses counts for this campaign.
    private static int AtLeastNone(int count) => Math.Max(0, count);
}
