using System;

namespace Smarketing.Crm.Domain.Scoring;

/// <summary>No more than N days of 24 hours from now, before or after: a recent visit or a near closing date.</summary>
internal sealed class WithinDaysTest : FitTest
{
    private const int MostDays = 36_500;

    private readonly long seconds;

    public WithinDaysTest(Operand days)
    {
        if (days.Number is not { } number || number < 0 || number > MostDays || number != decimal.Truncate(number))
            throw new CriterionFlawException(FaultCode.WrongDays, days.Written);
        seconds = (long)number * UnixTime.Day;
    }

    public override bool Accepts(FactKind kind) => kind == FactKind.Instant;

    public override bool IsMet(in FactValue fact, long now) => Math.Abs(now - Instant(fact)) <= seconds;

    public override long? NextTurn(in FactValue fact, long now)
    {
        long begins = Instant(fact) - seconds, ends = Instant(fact) + seconds + 1;
        return now < begins ? begins : now < ends ? ends : null;
    }

    private static long Instant(in FactValue fact) =>
        fact.Kind == FactKind.Instant
            ? fact.UnixSeconds
            : throw new CriterionFlawException(FaultCode.WrongColumnType, fact.Kind.ToString());
}
