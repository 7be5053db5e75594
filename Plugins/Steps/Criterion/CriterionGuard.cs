using System.Collections.Generic;
using System.Linq;
using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Crm.Steps;

/// <summary>
/// What may happen to a criterion. Its guards run in PreOperation: inside the transaction the model they have locked
/// cannot be published before the criterion is written.
/// </summary>
internal static class CriterionGuard
{
    /// <summary>Refuses a criterion that cannot be run, beside the others of its model.</summary>
    /// <exception cref="RefusalException">It cannot be run, or its model is published.</exception>
    public static void Check(StepContext context, Dataverse.Tables.Criterion row)
    {
        var service = context.SystemService;
        var modelId = (row.ScoringModelId ?? throw new RefusalException(Messages.CriterionWithoutModel(row.Name))).Id;
        BeginEdit(context, row.Name, modelId);
        // A copy was checked when it was written first, and is again when it is signed; reading what columns leads have sixty times over would take too long.
        if (context.IsInside(DraftNextAgreementMessage.Name))
            return;
        var criterion = ModelReader.Criterion(row);
        var others = ModelReader.ReadCriteria(service, modelId).Where(other => other.Id != row.Id).Select(ModelReader.Criterion);
        var faults = new List<ModelFault>(CriterionCheck.Check(criterion, new ColumnCatalog(service)));
        faults.AddRange(ModelCheck.CheckAgainst(criterion, others));
        if (faults.Count > 0)
            throw new RefusalException(FaultTexts.Of(faults));
    }

    /// <summary>
    /// Refuses any change to a criterion whose model is published or superseded, and takes the signatures off the agreements that were to publish it.
    /// The model is locked first: it is not published between this check and the writing of the criterion.
    /// </summary>
    /// <exception cref="RefusalException">It is.</exception>
    public static void BeginEdit(StepContext context, string? criterion, System.Guid modelId)
    {
        SigningLock.TakeModel(context.SystemService, modelId, context.Now);
        var model = ModelReader.ReadRow(context.SystemService, modelId);
        if (!ScoringModelGuard.IsDraft(model))
            throw new RefusalException(Messages.CriterionIsFrozen(criterion, model.Name));
        AgreementSigning.TakeOff(context.SystemService, modelId);
    }
}
