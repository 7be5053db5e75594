namespace Smarketing.Crm.Domain.Scoring;

internal sealed class IsUnknownTest : FitTest
{
    public override bool IsMetByUnknown => true;

    public override bool Accepts(FactKind kind) => true;

    public override bool IsMet(in FactValue fact, long now) => false;
}
