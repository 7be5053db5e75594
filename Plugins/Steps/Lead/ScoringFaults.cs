using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>From the fault on a lead to the alert that both sides read.</summary>
internal static class ScoringFaults
{
    /// <summary>Why the lead could not be scored; <c>null</c> when it was.</summary>
    public static string? Of(Entity lead)
    {
        var fault = lead.GetAttributeValue<string?>(Lead.Columns.ScoreFault);
        return string.IsNullOrEmpty(fault) ? null : fault;
    }

    /// <summary>Raises the alert, unless it is up already, or an agreement has come into force since: a late job accuses nobody of what is over.</summary>
    public static void Report(StepContext context, string fault)
    {
        var agreement = AgreementReader.InForce(context.SystemService);
        var isMissing = fault == Messages.NoAgreement().English || fault == Messages.NoAgreement().French;
        if (agreement is null && isMissing)
            AlertWriter.MissingAgreement(context.SystemService, fault, context.Now);
        else if (agreement is not null && !isMissing && !(agreement.Since > context.Now))
            AlertWriter.ScoringFault(context.SystemService, agreement, fault, context.Now);
    }
}
