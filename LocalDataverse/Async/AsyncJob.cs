using System;

namespace Smarketing.LocalDataverse;

/// <summary>An asynchronous job that was given up.</summary>
/// <param name="Id">The id of its row in <c>asyncoperation</c>.</param>
/// <param name="StepName">The registered step.</param>
/// <param name="Message">The message that set it off.</param>
/// <param name="Table">The table of that message; empty for messages without one.</param>
/// <param name="RowId">The row of that message; empty when it had none.</param>
/// <param name="CreatedOn">When the message ran, UTC.</param>
/// <param name="Retries">How often it was tried again after the first failure.</param>
/// <param name="Error">What the last attempt failed with.</param>
public sealed record AsyncJob(
    Guid Id, string StepName, string Message, string Table, Guid RowId, DateTime CreatedOn, int Retries, string Error);
