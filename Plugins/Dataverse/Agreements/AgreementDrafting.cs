using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.Crm.Dataverse;

/// <summary>Copies an agreement with its scoring model and criteria into a draft of the next version.</summary>
internal static class AgreementDrafting
{
    private const string OurColumns = "smk_";
    private const int NameLength = 200;

    // What belongs to the one that is copied: its signatures, its dates, its place in the row of versions.
    private static readonly HashSet<string> NotCopied = new(
        AgreementRow.Signatures.Concat(
        [
            Tables.Agreement.PrimaryIdAttribute, Tables.Agreement.Columns.InForceOn, Tables.Agreement.Columns.LockedOn,
            Tables.Agreement.Columns.PreviousId, Tables.Agreement.Columns.ReviewOn, Tables.Agreement.Columns.ValidFrom,
            Tables.Agreement.Columns.ValidUntil, Tables.ScoringModel.PrimaryIdAttribute, Tables.Criterion.PrimaryIdAttribute,
        ]),
        StringComparer.Ordinal);

    /// <summary>Drafts the next version.</summary>
    /// <param name="service">Who drafts: the rights to make agreements, models and criteria are asked of the caller.</param>
    /// <param name="agreementId">The agreement to copy, in whatever state.</param>
    /// <returns>The id of the draft.</returns>
    public static Guid Next(IOrganizationService service, Guid agreementId)
    {
        var from = AgreementReader.Read(service, agreementId);
        var draft = Copy<Tables.Agreement>(from);
        draft.Version = Latest(service, from.Version ?? 0) + 1;
        draft.Name = NameOf(from.Name, draft.Version.Value);
        draft.PreviousId = from.ToEntityReference();
        if (from.ScoringModelId is { } model)
            draft.ScoringModelId = new EntityReference(Tables.ScoringModel.EntityLogicalName, NextModel(service, model.Id));
        return service.Create(draft);
    }

    // A draft of an older agreement comes after the newest all the same.
    private static int Latest(IOrganizationService service, int atLeast)
    {
        var query = new QueryExpression(Tables.Agreement.EntityLogicalName) { ColumnSet = new ColumnSet(Tables.Agreement.Columns.Version), TopCount = 1 };
        query.Criteria.AddCondition(Tables.Agreement.Columns.Version, ConditionOperator.GreaterThan, atLeast);
        query.AddOrder(Tables.Agreement.Columns.Version, OrderType.Descending);
        return service.RetrieveMultiple(query).Entities.FirstOrDefault()?.ToEntity<Tables.Agreement>().Version ?? atLeast;
    }

    private static Guid NextModel(IOrganizationService service, Guid modelId)
    {
        var from = ModelReader.ReadRow(service, modelId);
        var draft = Copy<Tables.ScoringModel>(from);
        draft.Version = (from.Version ?? 0) + 1;
        draft.Name = NameOf(from.Name, draft.Version.Value);
        var id = service.Create(draft);
        foreach (var criterion in ModelReader.ReadCriteria(service, modelId))
        {
            var copy = Copy<Tables.Criterion>(criterion);
            copy.ScoringModelId = new EntityReference(Tables.ScoringModel.EntityLogicalName, id);
            service.Create(copy);
        }

        return id;
    }

    private static T Copy<T>(Entity row) where T : Entity, new()
    {
        var copy = new T();
        foreach (var column in row.Attributes.Where(column => column.Key.StartsWith(OurColumns, StringComparison.Ordinal) && !NotCopied.Contains(column.Key)))
            copy[column.Key] = column.Value;
        return copy;
    }

    // “Spring (2)” becomes “Spring (3)”, so that two versions are told apart wherever only the name is shown.
    private static string NameOf(string? name, int version)
    {
        var text = (name ?? string.Empty).Trim();
        var former = string.Format(CultureInfo.InvariantCulture, " ({0})", version - 1);
        if (text.EndsWith(former, StringComparison.Ordinal))
            text = text.Substring(0, text.Length - former.Length);
        var ending = string.Format(CultureInfo.InvariantCulture, " ({0})", version);
        return Clip.To(text, NameLength - ending.Length) + ending;
    }
}
