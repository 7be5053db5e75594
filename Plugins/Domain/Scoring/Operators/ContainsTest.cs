using System;

namespace Smarketing.Crm.Domain.Scoring;

internal sealed class ContainsTest(Operand value) : FitTest
{
    public override bool Accepts(FactKind kind) => kind == FactKind.Text;

    public override bool IsMet(in FactValue fact, long now) =>
        fact.Text.IndexOf(value.Text, StringComparison.OrdinalIgnoreCase) >= 0;
}
