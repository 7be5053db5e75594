using System;

namespace Smarketing.Crm.Dataverse;

/// <summary>Which agreement is in force, and in which version it and its model are: all that one small read tells.</summary>
/// <param name="Id">The agreement.</param>
/// <param name="RowVersion">Rises with every change of the agreement's row.</param>
/// <param name="ModelId">Its scoring model; <c>null</c> when it names none.</param>
/// <param name="ModelRowVersion">Rises with every change of the model's row.</param>
/// <param name="Since">When it came into force, UTC; <c>null</c> when that is not known.</param>
/// <param name="Language">Language of stored reasons and faults, as LCID.</param>
/// <param name="TimeZone">Where its days begin; UTC when it names no zone or none that is known.</param>
internal sealed record AgreementInForce(
    Guid Id, long RowVersion, Guid? ModelId, long ModelRowVersion, DateTime? Since, int Language, TimeZoneInfo TimeZone);
