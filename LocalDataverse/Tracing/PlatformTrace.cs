using System;

namespace Smarketing.LocalDataverse;

/// <summary>One line a plug-in wrote through <c>ITracingService</c>, or the failure that ended it.</summary>
/// <param name="On">When, UTC.</param>
/// <param name="TypeName">The full name of the plug-in type.</param>
/// <param name="Message">The message it ran for.</param>
/// <param name="Table">The table it ran for; empty for messages without one.</param>
/// <param name="Depth">How deep in the chain of requests it ran; 1 is the first.</param>
/// <param name="IsAsync">Whether it ran as an asynchronous job.</param>
/// <param name="CorrelationId">The same for everything one request from outside set off.</param>
/// <param name="Text">What it said.</param>
public sealed record PlatformTrace(
    DateTime On, string TypeName, string Message, string Table, int Depth, bool IsAsync, Guid CorrelationId, string Text);
