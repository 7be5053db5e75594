using System.Collections.Generic;

namespace Smarketing.Crm.Domain.Scoring;

internal sealed record StepDecay(IReadOnlyList<DecayStep> List) : Decay
{
    internal override FaultCode? Flaw
    {
        get
        {
            if (List.Count is 0 or > 20)
                return FaultCode.WrongSteps;
            DecayStep? previous = null;
            foreach (var step in List)
            {
                if (step.FromDays is < 0 or > 3650 || step.Percent is < 0 or > 100)
                    return FaultCode.WrongSteps;
                if (previous is not null && (step.FromDays <= previous.FromDays || step.Percent >= previous.Percent))
                    return FaultCode.WrongSteps;
                previous = step;
            }

            return null;
        }
    }

    internal override long? NothingLeftAt =>
        List[List.Count - 1].Percent == 0 ? List[List.Count - 1].FromDays * UnixTime.Day : null;

    internal override long FactorAt(long ageSeconds)
    {
        for (var i = List.Count - 1; i >= 0; i--)
        {
            if (ageSeconds >= List[i].FromDays * UnixTime.Day)
                return (List[i].Percent * FixedPoint.One) / 100;
        }

        return FixedPoint.One;
    }
}
