using System.Collections.Generic;

namespace Smarketing.Crm.Domain.Scoring;

internal sealed class InTest(IReadOnlyList<Operand> values) : FitTest
{
    public override IEnumerable<Operand> Operands => values;

    public override bool Accepts(FactKind kind) => HasIdentity(kind);

    public override bool IsMet(in FactValue fact, long now)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i].Is(fact))
                return true;
        }

        return false;
    }
}
