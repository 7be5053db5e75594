using System;

namespace Smarketing.Crm.Domain.ClosedLoop;

/// <summary>Something the lead did that may earn attribution.</summary>
/// <param name="On">When, UTC.</param>
/// <param name="Key">What tells it from every other; orders touches of the same moment.</param>
public sealed record Touch(DateTime On, string Key);
