using System.Collections.Generic;

namespace Smarketing.Crm.Domain.Scoring;

internal sealed class EqualsTest(Operand value) : FitTest
{
    public override IEnumerable<Operand> Operands => [value];

    public override bool Accepts(FactKind kind) => HasIdentity(kind);

    public override bool IsMet(in FactValue fact, long now) => value.Is(fact);
}
