using System.Text.RegularExpressions;

namespace Smarketing.Crm.Domain.Scoring;

/// <summary>The text, less accents, matches a pattern that <see cref="SafePattern"/> let pass.</summary>
internal sealed class MatchesTest(Regex pattern) : FitTest
{
    public override bool Accepts(FactKind kind) => kind == FactKind.Text;

    public override bool IsMet(in FactValue fact, long now)
    {
        try
        {
            return pattern.IsMatch(fact.Text);
        }
        catch (RegexMatchTimeoutException)
        {
            // Guessing would make the score depend on how busy the machine is.
            throw new CriterionFlawException(FaultCode.PatternTooSlow, pattern.ToString());
        }
    }
}
