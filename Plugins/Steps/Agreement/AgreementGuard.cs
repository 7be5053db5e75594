using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Crm.Domain.Agreements;
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
        if (TimeZones.Find(row.TimeZone) is null)
            throw new RefusalException(AgreementTexts.UnknownTimeZone(row.Name, row.TimeZone));
    }

    /// <summary>Refuses a signature, or the moment of coming into force, that somebody types in.</summary>
    /// <param name="context">The write.</param>
    /// <param name="before">The row before it; <c>null</c> for a new one.</param>
    /// <exception cref="RefusalException">Somebody does.</exception>
    public static void RefuseTypedSignatures(StepContext context, Entity? before)
    {
        foreach (var column in AgreementRow.Signatures.Concat([Dataverse.Tables.Agreement.Columns.InForceOn]))
        {
            if (context.Target.Contains(column) && context.Target[column] is { } value && !Edits.Same(value, before is not null && before.Contains(column) ? before[column] : null))
                throw new RefusalException(AgreementTexts.SignaturesAreGiven(Name(context, before)));
        }
    }

    /// <summary>Whether the caller is an administrator who acts in no other name: who may set a status by hand.</summary>
    public static bool IsByAdministrator(StepContext context) =>
        context.CallingUser is { } user && HeldRoles.Of(context.SystemService, user).IsAdministrator;

    /// <summary>Brings an agreement into force without signatures, as an administrator may.</summary>
    /// <exception cref="RefusalException">Somebody else tries, or it cannot come into force.</exception>
    public static void Load(StepContext context, Dataverse.Tables.Agreement row)
    {
        if (!IsByAdministrator(context))
            throw new RefusalException(AgreementTexts.StatusFollows(row.Name));
        SigningLock.Take(context.SystemService, context.Now);
        var other = AgreementReader.Working(context.SystemService).FirstOrDefault(working => working.Id != row.Id);
        var decision = AgreementMachine.Decide(AgreementLife.NewDraft, new AgreementEvent.Loaded(other is not null));
        if (decision.Refusal is not null)
            throw new RefusalException(Messages.AnotherAgreementIsInForce(row.Name, other?.Name));
        ComeIntoForce(context, row);
    }

    /// <summary>
    /// Brings a signed agreement into force: its model is published with it, and what worked until now is superseded. Open leads are scored
    /// anew by the sweep, which finds them by the moment set here.
    /// </summary>
    /// <exception cref="RefusalException">It cannot come into force.</exception>
    public static void ComeIntoForce(StepContext context, Dataverse.Tables.Agreement row)
    {
        var service = context.SystemService;
        SigningLock.Take(service, context.Now);
        var model = LockedModel(context, row);
        foreach (var former in AgreementReader.Working(service).Where(working => working.Id != row.Id))
        {
            service.Update(new Dataverse.Tables.Agreement
            {
                Id = former.Id, StateCode = Dataverse.Tables.AgreementState.Inactive, StatusCode = AgreementStatus.Superseded,
            });
            if (former.ScoringModelId is { } formerModel && formerModel.Id != model.Id)
            {
                service.Update(new Dataverse.Tables.ScoringModel
                {
                    Id = formerModel.Id, StateCode = ScoringModelState.Inactive, StatusCode = ScoringModelStatus.Superseded,
                });
            }
        }

        if (ScoringModelGuard.IsDraft(model))
            service.Update(new Dataverse.Tables.ScoringModel { Id = model.Id, StatusCode = ScoringModelStatus.Published });
        AlertWriter.Heal(service, context.Now);
        context.Target[Dataverse.Tables.Agreement.Columns.InForceOn] = context.Now;
    }

    /// <summary>Refuses to sign what could not come into force.</summary>
    /// <exception cref="RefusalException">It could not.</exception>
    public static void CheckSignable(StepContext context, Dataverse.Tables.Agreement row) => LockedModel(context, row);

    // Locked before its criteria are read, so that none is written between the check and the publishing.
    private static Dataverse.Tables.ScoringModel LockedModel(StepContext context, Dataverse.Tables.Agreement row)
    {
        var service = context.SystemService;
        var modelId = (row.ScoringModelId ?? throw new RefusalException(Messages.AgreementNeedsModel(row.Name))).Id;
        SigningLock.TakeModel(service, modelId, context.Now);
        var model = ModelReader.ReadRow(service, modelId);
        if (model.StatusCode == ScoringModelStatus.Superseded)
            throw new RefusalException(Messages.AgreementModelIsSuperseded(row.Name, model.Name));
        ScoringModelGuard.CheckWhole(service, model);
        return model;
    }

    private static string? Name(StepContext context, Entity? before) =>
        (context.Target.Contains(Dataverse.Tables.Agreement.Columns.Name) ? context.Target : before)?.ToEntity<Dataverse.Tables.Agreement>().Name;
}
