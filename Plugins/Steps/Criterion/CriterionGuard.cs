using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Crm.Steps;

/// <summary>
/// What may happen to a criterion. Its guards run in PreOperation: inside the transaction the model they read
/// cannot be published before the criterion is written.
/// </summary>
internal static class CriterionGuard
{
    /// <summary>Refuses a criterion that cannot be run, beside the others of its model.</summary>
    /// <exception cref="RefusalException">It cannot be run, or its model is published.</exception>
    public static void Check(IOrganizationService service, Dataverse.Tables.Criterion row)
    {
        var modelId = (row.ScoringModelId ?? throw new RefusalException(Messages.CriterionWithoutModel(row.Name))).Id;
        RefuseWhenFrozen(service, row.Name, modelId);
        var criterion = ModelReader.Criterion(row);
        var others = ModelReader.ReadCriteria(service, modelId).Where(other => other.Id != row.Id).Select(ModelReader.Criterion);
        var faults = new List<ModelFault>(CriterionCheck.Check(criterion, new ColumnCatalog(service)));
        faults.AddRange(ModelCheck.CheckAgainst(criterion, others));
        if (faults.Count > 0)
            throw new RefusalException(FaultTexts.Of(faults));
    }

    /// <summary>Refuses any change to a criterion whose model is published or superseded.</summary>
    /// <exception cref="RefusalException">It is.</exception>
    public static void RefuseWhenFrozen(IOrganizationService service, string? criterion, System.Guid modelId)
    {
        var model = ModelReader.ReadRow(service, modelId);
        if (model.StatusCode is not (null or ScoringModelStatus.Draft))
            throw new RefusalException(Messages.CriterionIsFrozen(criterion, model.Name));
    }
}
