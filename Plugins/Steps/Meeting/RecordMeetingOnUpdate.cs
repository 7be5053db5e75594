using Smarketing.Crm.Dataverse.ClosedLoop;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>An appointment completed is a meeting held.</summary>
public sealed class RecordMeetingOnUpdate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Update(MeetingOutcomes.Appointment).Filtering(MeetingOutcomes.Telling).PostOperation().Async().WithPostImage(MeetingOutcomes.After)
        .InOrderTo("keep that a meeting with a lead was booked or held");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) =>
        MeetingOutcomes.Record(context.SystemService, context.PostImage, context.Now);
}
