using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Crm.Steps;

/// <summary>What may happen to a scoring model; inside the transaction, so that its criteria stay those that were checked.</summary>
internal static class ScoringModelGuard
{
    /// <summary>Refuses weights, bands and caps that cannot be.</summary>
    /// <exception cref="RefusalException">They cannot.</exception>
    public static void CheckNumbers(Dataverse.Tables.ScoringModel row) =>
        Refuse(ModelCheck.CheckNumbers(ModelReader.Compose(row, [])));

    /// <summary>Refuses a model that is not whole: nothing broken comes into force.</summary>
    /// <exception cref="RefusalException">It is not whole.</exception>
    public static void CheckWhole(IOrganizationService service, Dataverse.Tables.ScoringModel row) =>
        Refuse(ModelCheck.Check(ModelReader.Compose(row, ModelReader.ReadCriteria(service, row.Id)), new ColumnCatalog(service)));

    /// <summary>Whether people may still edit the model.</summary>
    public static bool IsDraft(Dataverse.Tables.ScoringModel row) => row.StatusCode is null or ScoringModelStatus.Draft;

    private static void Refuse(IReadOnlyList<ModelFault> faults)
    {
        if (faults.Count > 0)
            throw new RefusalException(FaultTexts.Of(faults));
    }
}
