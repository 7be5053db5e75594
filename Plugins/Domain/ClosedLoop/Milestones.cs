using System;

namespace Smarketing.Crm.Domain.ClosedLoop;

/// <summary>
/// The moments of a lead's way, in UTC; <c>null</c> for one it has not come to. The first touch is a milestone too, and needs no saying.
/// A touch at the moment of a milestone counts as before it: the form that made the lead bears the lead's own time.
/// </summary>
/// <param name="LeadCreatedOn">When the lead came to be.</param>
/// <param name="OpportunityOpenedOn">When the opportunity was opened.</param>
/// <param name="ClosedOn">When it was won or lost; <c>null</c> while it is open.</param>
public sealed record Milestones(DateTime? LeadCreatedOn, DateTime? OpportunityOpenedOn, DateTime? ClosedOn);
