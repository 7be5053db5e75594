using System;
using Smarketing.Crm.Domain.Objectives;

namespace Smarketing.Tests.Plugins.Domain.Objectives;

/// <summary>SMART objectives for tests.</summary>
internal static class Goals
{
    public static readonly DateTime First = new(2026, 4, 1);
    public static readonly DateTime Last = new(2026, 4, 30);

    public static Objective April(Metric metric, decimal target) => new(
        metric, target, First, Last, Id(1), Id(2), Id(3));

    public static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
