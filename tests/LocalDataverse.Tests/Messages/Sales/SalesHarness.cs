using System;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Tests.LocalDataverse.Pipeline;

namespace Smarketing.Tests.LocalDataverse.Messages.Sales;

/// <summary>What sellers do, in few words.</summary>
internal static class SalesHarness
{
    public static EntityReferenceCollection Qualify(
        this TestOrganization org, Guid lead, bool account = true, bool contact = true, bool opportunity = true, Action<QualifyLeadRequest>? more = null)
    {
        var request = new QualifyLeadRequest
        {
            LeadId = new EntityReference("lead", lead),
            CreateAccount = account,
            CreateContact = contact,
            CreateOpportunity = opportunity,
            Status = new OptionSetValue(3),
        };
        more?.Invoke(request);
        return ((QualifyLeadResponse)org.Service.Execute(request)).CreatedEntities;
    }

    public static Guid Opportunity(this TestOrganization org, params (string Column, object? Value)[] values) => org.Make("opportunity", [("name", "Deal"), .. values]);

    public static void Win(this TestOrganization org, Guid opportunity, decimal? revenue = null, int status = -1, Action<Entity>? more = null) =>
        org.Service.Execute(new WinOpportunityRequest { OpportunityClose = Close(opportunity, revenue, more), Status = new OptionSetValue(status) });

    public static void Lose(this TestOrganization org, Guid opportunity, decimal? revenue = null, int status = -1, Action<Entity>? more = null) =>
        org.Service.Execute(new LoseOpportunityRequest { OpportunityClose = Close(opportunity, revenue, more), Status = new OptionSetValue(status) });

    public static void Reopen(this TestOrganization org, Guid opportunity) =>
        org.Service.Update(new Entity("opportunity", opportunity) { ["statecode"] = new OptionSetValue(0) });

    public static Guid Make(this TestOrganization org, string table, params (string Column, object? Value)[] values)
    {
        var row = new Entity(table);
        foreach (var (column, value) in values)
        {
            row[column] = value;
        }

        return org.Service.Create(row);
    }

    public static Entity[] Where(this TestOrganization org, string table, string column, object value)
    {
        var query = new QueryExpression(table) { ColumnSet = new ColumnSet(true) };
        query.Criteria.AddCondition(column, ConditionOperator.Equal, value);
        return [.. org.Service.RetrieveMultiple(query).Entities];
    }

    /// <summary>The context of the message that sent this one; Create and Update have contexts of their own between.</summary>
    public static IPluginExecutionContext Around(this IPluginExecutionContext context)
    {
        var around = context.ParentContext;
        while (around.MessageName == context.MessageName)
        {
            around = around.ParentContext;
        }

        return around;
    }

    public static int State(this Entity row) => row.GetAttributeValue<OptionSetValue>("statecode").Value;

    public static int Status(this Entity row) => row.GetAttributeValue<OptionSetValue>("statuscode").Value;

    public static Guid? Ref(this Entity row, string column) => row.GetAttributeValue<EntityReference>(column)?.Id;

    private static Entity Close(Guid opportunity, decimal? revenue, Action<Entity>? more)
    {
        var close = new Entity("opportunityclose") { ["opportunityid"] = new EntityReference("opportunity", opportunity), ["subject"] = "Closed" };
        if (revenue is { } amount)
        {
            close["actualrevenue"] = new Money(amount);
        }

        more?.Invoke(close);
        return close;
    }
}
