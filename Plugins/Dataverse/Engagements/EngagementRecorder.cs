using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Dataverse.Json;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Crm.Dataverse.Engagements;

/// <summary>Keeps rows: what is asked for all of them first, then each is written. The platform allows no bulk messages inside a plug-in.</summary>
internal sealed class EngagementRecorder
{
    private const int Batch = 500;

    private readonly IOrganizationService service;
    private readonly IOrganizationService system;

    /// <param name="service">Acts with the rights of the caller: sees leads and campaigns, writes rows.</param>
    /// <param name="system">Acts with the rights of the system: sees every source key, so that a row of somebody else is known, too.</param>
    public EngagementRecorder(IOrganizationService service, IOrganizationService system)
    {
        this.service = service;
        this.system = system;
    }

    /// <summary>Keeps the good rows that are not known yet.</summary>
    public EngagementResults Record(IReadOnlyList<EngagementRow> rows)
    {
        var good = rows.Where(row => row.Engagement is not null).ToArray();
        var leads = Existing(Tables.Lead.EntityLogicalName, Tables.Lead.PrimaryIdAttribute, good.Select(row => row.Engagement!.LeadId));
        var campaigns = Existing(Tables.Campaign.EntityLogicalName, Tables.Campaign.PrimaryIdAttribute, good.Select(row => row.Engagement!.CampaignId));
        foreach (var row in good)
        {
            if (!leads.Contains(row.Engagement!.LeadId!.Id))
                row.Refuse(EngagementRow.NoSuchLead(row.Engagement.LeadId.Id));
            else if (row.Engagement.CampaignId is { } campaign && !campaigns.Contains(campaign.Id))
                row.Refuse(EngagementRow.NoSuchCampaign(campaign.Id));
        }

        return Write(rows);
    }

    private EngagementResults Write(IReadOnlyList<EngagementRow> rows)
    {
        var known = Known(rows.Select(row => row.Engagement?.SourceKey).OfType<string>());
        var results = new EngagementResults();
        foreach (var row in rows)
        {
            if (row.Engagement is not { } engagement)
            {
                results.Refuse(row.Index, row.Fault!);
            }
            else if (known.TryGetValue(TextFolding.Fold(engagement.SourceKey!), out var id))
            {
                results.Keep(row.Index, id, isNew: false);
            }
            else
            {
                known[TextFolding.Fold(engagement.SourceKey!)] = id = service.Create(engagement);
                results.Keep(row.Index, id, isNew: true);
            }
        }

        return results;
    }

    private HashSet<Guid> Existing(string table, string idColumn, IEnumerable<EntityReference?> references)
    {
        var ids = references.OfType<EntityReference>().Select(reference => (object)reference.Id).Distinct();
        return new HashSet<Guid>(InBatches(service, table, idColumn, new ColumnSet(false), ids).Select(row => row.Id));
    }

    // As the database compares keys: without regard to case, accents and outer blanks.
    private Dictionary<string, Guid> Known(IEnumerable<string> keys)
    {
        var found = new Dictionary<string, Guid>(StringComparer.OrdinalIgnoreCase);
        var asked = keys.GroupBy(TextFolding.Fold, StringComparer.OrdinalIgnoreCase).Select(same => same.First());
        var columns = new ColumnSet(Tables.Engagement.Columns.SourceKey);
        foreach (var row in InBatches(system, Tables.Engagement.EntityLogicalName, Tables.Engagement.Columns.SourceKey, columns, asked))
            found[TextFolding.Fold(row.ToEntity<Tables.Engagement>().SourceKey!)] = row.Id;
        return found;
    }

    // One query holds only so many values.
    private static IEnumerable<Entity> InBatches(
        IOrganizationService service, string table, string column, ColumnSet columns, IEnumerable<object> values)
    {
        var all = values.ToArray();
        for (var start = 0; start < all.Length; start += Batch)
        {
            var query = new QueryExpression(table) { ColumnSet = columns };
            query.Criteria.AddCondition(column, ConditionOperator.In, all.Skip(start).Take(Batch).ToArray());
            foreach (var row in Pages.All(service, query))
                yield return row;
        }
    }
}

/// <summary>What became of each row.</summary>
internal sealed class EngagementResults
{
    private readonly List<Result> rows = [];

    /// <summary>Rows stored now.</summary>
    public int Stored => rows.Count(row => row.Status == "stored");

    /// <summary>Rows known already.</summary>
    public int Known => rows.Count(row => row.Status == "known");

    /// <summary>Rows refused.</summary>
    public int Refused => rows.Count(row => row.Fault is not null);

    public void Keep(int index, Guid id, bool isNew) => rows.Add(new Result(index, isNew ? "stored" : "known", id, null));

    public void Refuse(int index, EngagementFault fault) => rows.Add(new Result(index, "refused", null, fault));

    /// <summary>The rows as JSON, rules and remedies in a language given as LCID.</summary>
    public string Json(int language) => JsonWriter.Write(json => json.Array("rows", rows, (member, row) =>
    {
        member.Member("index", (decimal?)row.Index);
        member.Member("status", row.Status);
        member.Member("id", row.Id);
        member.Member("member", row.Fault?.Member);
        member.Member("rule", row.Fault?.Rule.In(language));
        member.Member("remedy", row.Fault?.Remedy.In(language));
    }));

    private sealed record Result(int Index, string Status, Guid? Id, EngagementFault? Fault);
}
