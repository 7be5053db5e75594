using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Smarketing.Cli.Run.Feed;
using Smarketing.Cli.Solutions;
using EngagementTable = Smarketing.Crm.Dataverse.Tables.Engagement;
using LeadTable = Smarketing.Crm.Dataverse.Tables.Lead;

namespace Smarketing.Cli.Run;

/// <summary>Records of the input as rows of Dataverse.</summary>
internal static class LeadRows
{
    public static Entity Lead(LeadRecord lead)
    {
        var row = new Entity(LeadTable.EntityLogicalName, lead.Id);
        Fill(row, lead.Columns);
        return row;
    }

    public static Entity Change(LeadRecord lead, LeadChange change)
    {
        var row = new Entity(LeadTable.EntityLogicalName, lead.Id);
        Fill(row, change.Columns);
        return row;
    }

    public static Entity Engagement(LeadRecord lead, EngagementRecord happened)
    {
        var row = new Entity(EngagementTable.EntityLogicalName, StableId.Of("engagement:" + happened.SourceKey))
        {
            [EngagementTable.Columns.Name] = happened.Content is null ? happened.Type.ToString() : $"{happened.Type}: {happened.Content}",
            [EngagementTable.Columns.LeadId] = new EntityReference(LeadTable.EntityLogicalName, lead.Id),
            [EngagementTable.Columns.Type] = new OptionSetValue((int)happened.Type),
            [EngagementTable.Columns.Channel] = new OptionSetValue((int)happened.Channel),
            [EngagementTable.Columns.OccurredOn] = happened.OccurredOn,
            [EngagementTable.Columns.SourceKey] = happened.SourceKey,
        };
        if (happened.Content is not null)
        {
            row[EngagementTable.Columns.Content] = happened.Content;
        }

        if (happened.CampaignId is { } campaign)
        {
            row[EngagementTable.Columns.CampaignId] = new EntityReference("campaign", campaign);
        }

        return row;
    }

    public static Entity Campaign(CampaignRecord campaign)
    {
        var row = new Entity("campaign", campaign.Id) { ["name"] = campaign.Name, ["codename"] = campaign.Code };
        if (campaign.Cost is { } cost)
        {
            row["othercost"] = new Money(cost);
        }

        return row;
    }

    public static object Value(ColumnValue value) => value.Kind switch
    {
        ColumnKind.Money => new Money((decimal)value.Value),
        ColumnKind.Choice => new OptionSetValue((int)value.Value),
        ColumnKind.Campaign => new EntityReference("campaign", (Guid)value.Value),
        _ => value.Value,
    };

    private static void Fill(Entity row, IReadOnlyDictionary<string, ColumnValue> columns)
    {
        foreach (var (column, value) in columns)
        {
            row[column] = Value(value);
        }
    }
}
