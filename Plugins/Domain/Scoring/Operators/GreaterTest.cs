using System.Collections.Generic;

namespace Smarketing.Crm.Domain.Scoring;

/// <summary>Strictly greater, or strictly later.</summary>
internal sealed class GreaterTest(Operand value) : FitTest
{
    public override IEnumerable<Operand> Operands => [value];

    public override bool Accepts(FactKind kind) => HasOrder(kind);

    public override bool IsMet(in FactValue fact, long now) => value.CompareFrom(fact) > 0;
}
