using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.ClosedLoop;

namespace Smarketing.Crm.Apis;

/// <summary>Computes a campaign's figures now, keeps them, and answers them by the model asked for.</summary>
public sealed class CampaignPerformance : Api
{
    /// <inheritdoc/>
    public override string UniqueName => CampaignPerformanceMessage.Name;

    /// <inheritdoc/>
    protected override void Execute(ApiContext context)
    {
        // Whoever may not read the campaign learns nothing of it; what is added up are figures, no rows.
        CampaignFigures.Check(context.Service, context.Target.Id);
        var agreed = CampaignFigures.ModelAgreed(context.SystemService);
        var asked = context.Request<int>(CampaignPerformanceMessage.Request.Model) is { } option ? CampaignFigures.ModelOf(option) : agreed;
        CampaignFigures.Refresh(context.SystemService, context.Target.Id, agreed, context.Now);
        context.Respond(CampaignPerformanceMessage.Response.Figures, CampaignFigures.Json(context.SystemService, context.Target.Id, asked));
    }
}
