using System.Collections.Generic;

namespace Smarketing.Crm.Domain.Scoring;

/// <summary>A known value other than the one given; what is unknown is not “other”.</summary>
internal sealed class NotEqualsTest(Operand value) : FitTest
{
    public override IEnumerable<Operand> Operands => [value];

    public override bool Accepts(FactKind kind) => HasIdentity(kind);

    public override bool IsMet(in FactValue fact, long now) => !value.Is(fact);
}
