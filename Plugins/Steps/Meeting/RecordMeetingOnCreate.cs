using Smarketing.Crm.Dataverse.ClosedLoop;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>An appointment with a lead is a meeting booked, or held when it comes completed.</summary>
public sealed class RecordMeetingOnCreate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Create(MeetingOutcomes.Appointment).PostOperation().Async().WithPostImage(MeetingOutcomes.After)
        .InOrderTo("keep that a meeting with a lead was booked or held");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) =>
        MeetingOutcomes.Record(context.SystemService, context.PostImage, context.Now);
}
