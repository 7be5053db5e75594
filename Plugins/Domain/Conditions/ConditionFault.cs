using System.Collections.Generic;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Crm.Domain.Conditions;

/// <summary>One thing wrong with one line of conditions.</summary>
/// <param name="Line">Number of the line, from 1, blank lines counted.</param>
/// <param name="Written">The line as written.</param>
/// <param name="Code">What it is.</param>
/// <param name="Arguments">What its text fills in, in the order the code says.</param>
public sealed record ConditionFault(int Line, string Written, FaultCode Code, IReadOnlyList<string> Arguments);
