namespace Smarketing.Crm.Domain.Scoring;

internal sealed class IsKnownTest : FitTest
{
    public override bool Accepts(FactKind kind) => true;

    public override bool IsMet(in FactValue fact, long now) => true;
}
