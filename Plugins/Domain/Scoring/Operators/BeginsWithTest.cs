using System;

namespace Smarketing.Crm.Domain.Scoring;

internal sealed class BeginsWithTest(Operand value) : FitTest
{
    public override bool Accepts(FactKind kind) => kind == FactKind.Text;

    public override bool IsMet(in FactValue fact, long now) =>
        fact.Text.StartsWith(value.Text, StringComparison.OrdinalIgnoreCase);
}
