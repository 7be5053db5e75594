using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Engagements;

namespace Smarketing.Crm.Apis;

/// <summary>
/// Keeps what leads did, as other systems tell it: many rows in one call, each once by its source key, the good ones kept and the
/// bad ones told one by one.
/// </summary>
public sealed class RecordEngagements : Api
{
    /// <inheritdoc/>
    public override string UniqueName => RecordEngagementsMessage.Name;

    /// <inheritdoc/>
    protected override void Execute(ApiContext context)
    {
        var rows = EngagementRow.ReadAll(context.RequestText(RecordEngagementsMessage.Request.Engagements), context.Now);
        var results = new EngagementRecorder(context.Service, context.SystemService).Record(rows);
        context.Respond(RecordEngagementsMessage.Response.Stored, results.Stored);
        context.Respond(RecordEngagementsMessage.Response.Known, results.Known);
        context.Respond(RecordEngagementsMessage.Response.Refused, results.Refused);
        context.Respond(RecordEngagementsMessage.Response.Results, results.Json(results.Refused > 0 ? context.UserLanguage : Languages.English));
    }
}
