using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Crm.Steps;

/// <summary>What may happen to an agreement; inside the transaction, so that agreement and model come into force together or not at all.</summary>
internal static class AgreementGuard
{
    /// <summary>Refuses terms that cannot be.</summary>
    /// <exception cref="RefusalException">They cannot.</exception>
    public static void CheckTerms(IOrganizationService service, Dataverse.Tables.Agreement row)
    {
        var faults = AgreementCheck.Check(AgreementReader.Terms(row), new ColumnCatalog(service));
        if (faults.Count > 0)
            throw new RefusalException(FaultTexts.Of(faults));
    }

    /// <summary>Brings an agreement into force: it is whole, it is the only one, and its model is published with it.</summary>
    /// <exception cref="RefusalException">It cannot come into force.</exception>
    public static void ComeIntoForce(StepContext context, Dataverse.Tables.Agreement row)
    {
        var service = context.SystemService;
        var modelId = (row.ScoringModelId ?? throw new RefusalException(Messages.AgreementNeedsModel(row.Name))).Id;
        if (AgreementReader.OtherInForce(service, row.Id) is { } other)
            throw new RefusalException(Messages.AnotherAgreementIsInForce(row.Name, other.Name));
        var model = ModelReader.ReadRow(service, modelId);
        if (model.StatusCode == ScoringModelStatus.Superseded)
            throw new RefusalException(Messages.AgreementModelIsSuperseded(row.Name, model.Name));
        ScoringModelGuard.CheckWhole(service, model);
        if (ScoringModelGuard.IsDraft(model))
            service.Update(new Dataverse.Tables.ScoringModel { Id = modelId, StatusCode = ScoringModelStatus.Published });
        AlertWriter.Heal(service, context.Now);
    }

    /// <summary>Whether people may still edit the agreement.</summary>
    public static bool IsDraft(Dataverse.Tables.Agreement row) => row.StatusCode is null or AgreementStatus.Draft;
}
