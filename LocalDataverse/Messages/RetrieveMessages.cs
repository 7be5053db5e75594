using System;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Behaviors;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Messages;

/// <summary>Reads one row by id or alternate key.</summary>
internal sealed class RetrieveMessage : EventMessage
{
    public override string Name => "Retrieve";

    public override bool IsReadOnly => true;

    public override string? Table(OrganizationRequest request) => TableOfTarget(request);

    public override Operation Prepare(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var target = Required<EntityReference>(request, "Target");
        var table = platform.Catalog.Table(target.LogicalName);
        Required<ColumnSet>(request, "ColumnSet");
        var id = Rows.Resolve(platform, table, target.Id, target.KeyAttributes);
        var operation = NewOperation(platform, Name, table.LogicalName,
            Rows.Inputs(request, new EntityReference(table.LogicalName, id)), request, scope);
        operation.PrimaryEntityId = id;
        return operation;
    }

    public override void Authorize(Platform platform, Operation operation) =>
        platform.Rows.Row(operation.UserId, operation.TableName!, operation.PrimaryEntityId, AccessRights.ReadAccess);

    public override void Main(Platform platform, Operation operation)
    {
        var columns = (ColumnSet)operation.Inputs["ColumnSet"];
        var row = platform.Store.FindForReader(operation.TableName!, operation.PrimaryEntityId, columns, operation.UserId)
            ?? throw Fault.RowDoesNotExist(operation.TableName!, operation.PrimaryEntityId);
        PartyReader.Fill(platform, platform.Catalog.Table(operation.TableName!), row, columns);
        platform.Rows.Hide(operation.UserId, [row]);
        RelatedQueries.Fill(platform, operation, row);
        operation.Outputs["BusinessEntity"] = row;
    }

    public override OrganizationResponse Respond(Operation operation)
    {
        var response = new RetrieveResponse();
        response.Results["Entity"] = operation.Outputs["BusinessEntity"];
        return response;
    }
}

/// <summary>Reads the rows that a query finds.</summary>
internal sealed class RetrieveMultipleMessage : EventMessage
{
    public override string Name => "RetrieveMultiple";

    public override bool IsReadOnly => true;

    public override string? Table(OrganizationRequest request) =>
        request.Parameters.TryGetValue("Query", out var query) ? TableOf(query) : null;

    public override Operation Prepare(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var query = Required<QueryBase>(request, "Query");
        var inputs = new ParameterCollection();
        inputs.AddRange(request.Parameters);
        var table = TableOf(query);
        return NewOperation(platform, Name, platform.Catalog.TryTable(table, out _) ? table : null, inputs, request, scope);
    }

    public override void Main(Platform platform, Operation operation)
    {
        var query = (QueryBase)operation.Inputs["Query"];
        var rows = platform.Store.QueryForReader(query, operation.UserId, operation.StartedOn, platform.Access.FilterFor(operation.UserId));
        PartyReader.Fill(platform, query, rows);
        platform.Rows.Hide(operation.UserId, rows.Entities);
        operation.Outputs["BusinessEntityCollection"] = rows;
    }

    public override OrganizationResponse Respond(Operation operation)
    {
        var response = new RetrieveMultipleResponse();
        response.Results["EntityCollection"] = operation.Outputs["BusinessEntityCollection"];
        return response;
    }

    private static string? TableOf(object? query) => query switch
    {
        QueryExpression expression => expression.EntityName,
        QueryByAttribute byAttribute => byAttribute.EntityName,
        FetchExpression fetch => FetchTable(fetch.Query),
        _ => null,
    };

    // Only the name, to find the steps; whether the FetchXML is sound is for the query to say.
    private static string? FetchTable(string? fetch)
    {
        if (fetch is null)
        {
            return null;
        }

        var entity = fetch.IndexOf("<entity", StringComparison.Ordinal);
        var name = entity < 0 ? -1 : fetch.IndexOf("name=", entity, StringComparison.Ordinal);
        if (name < 0 || name + 6 >= fetch.Length)
        {
            return null;
        }

        var quote = fetch[name + 5];
        var end = fetch.IndexOf(quote, name + 6);
        return end < 0 ? null : fetch[(name + 6)..end];
    }
}
