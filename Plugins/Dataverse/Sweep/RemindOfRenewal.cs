using System.Linq;
using Smarketing.Crm.Domain.Agreements;

namespace Smarketing.Crm.Dataverse.Sweep;

/// <summary>Reminds both sides, once for each agreement, that it comes up for review.</summary>
internal sealed class RemindOfRenewal : ISweepTask
{
    public string Name => "remind";

    public int Run(SweepContext context, int budget)
    {
        var done = 0;
        foreach (var agreement in AgreementReader.Working(context.Service))
        {
            if (done == budget || !AgreementRow.Dates(agreement).IsRenewalDue(context.Now))
                continue;
            var decision = AgreementMachine.Decide(AgreementRow.Life(agreement), new AgreementEvent.ReviewNears());
            if (!decision.Effects.Contains(AgreementEffect.RemindOfRenewal))
                continue;
            var day = agreement.ReviewOn ?? agreement.ValidUntil!.Value;
            if (AlertWriter.RenewalDue(
                context.Service, agreement, AgreementTexts.RenewalDueName(), AgreementTexts.RenewalDue(agreement.Name, day), context.Now))
            {
                done++;
            }
        }

        return done;
    }
}
