namespace Smarketing.Crm.Domain.Scoring;

/// <summary>The pattern, which <see cref="SafePattern"/> let pass, occurs in the text less accents.</summary>
internal sealed class MatchesTest(Pattern pattern, string written) : FitTest
{
    public override bool Accepts(FactKind kind) => kind == FactKind.Text;

    public override bool IsMet(in FactValue fact, long now) =>
        pattern.Occurs(fact.Text) ?? throw new CriterionFlawException(FaultCode.PatternTooSlow, written);
}
