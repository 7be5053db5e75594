using Smarketing.Crm.Domain.Agreements;

namespace Smarketing.Crm.Dataverse.Sweep;

/// <summary>Expires an agreement whose last day has passed, and keeps both sides told until another comes into force. It goes on working.</summary>
internal sealed class ExpireAgreements : ISweepTask
{
    public string Name => "expire";

    public int Run(SweepContext context, int budget)
    {
        var done = 0;
        foreach (var agreement in AgreementReader.Working(context.Service))
        {
            var dates = AgreementRow.Dates(agreement);
            if (done == budget || !dates.IsOver(context.Now))
                continue;
            var life = AgreementRow.Life(agreement);
            var expires = AgreementMachine.Decide(life, new AgreementEvent.ValidityEnds()).After != life;
            if (expires)
            {
                context.Service.Update(new Tables.Agreement
                {
                    Id = agreement.Id, StateCode = Tables.AgreementState.Inactive, StatusCode = Tables.AgreementStatus.Expired,
                });
            }

            var last = agreement.ValidUntil!.Value;
            var isTold = AlertWriter.AgreementExpired(
                context.Service, agreement, AgreementTexts.ExpiredName(), AgreementTexts.Expired(agreement.Name, last), context.Now);
            if (expires || isTold)
                done++;
        }

        return done;
    }
}
