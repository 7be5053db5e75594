using System.Collections.Generic;

namespace Smarketing.Crm.Domain.Scoring;

/// <summary>From the lower to the upper value, both included.</summary>
internal sealed class BetweenTest(Operand lower, Operand upper) : FitTest
{
    public Operand Lower => lower;

    public Operand Upper => upper;

    public override IEnumerable<Operand> Operands => [lower, upper];

    public override bool Accepts(FactKind kind) => HasOrder(kind);

    public override bool IsMet(in FactValue fact, long now) => lower.CompareFrom(fact) >= 0 && upper.CompareFrom(fact) <= 0;
}
