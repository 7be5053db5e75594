using System;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.WebApi.Addressing;
using Smarketing.LocalDataverse.WebApi.Http;
using Smarketing.LocalDataverse.WebApi.Model;
using Smarketing.LocalDataverse.WebApi.Reading;

namespace Smarketing.LocalDataverse.WebApi.Rows;

/// <summary>Collection-valued navigation properties: <c>set(id)/contact_customer_accounts</c>, its <c>$count</c> and its <c>$ref</c>.</summary>
internal static class CollectionLinks
{
    public static WebApiResponse Answer(WebApiCall call, TableModel table, EntityReference row, NavigationProperty navigation)
    {
        var target = call.Model.Table(navigation.Target);
        switch (call.Path.Segments)
        {
            case [_, { Arguments: null }]:
                return call.Method switch
                {
                    "GET" => new CollectionReader(call).Read(target, Narrow(call, row, navigation, target)),
                    "POST" when navigation.Kind == NavigationKind.Collection =>
                        RowWrites.Create(call, target, created => created[navigation.Column] = new EntityReference(table.Name, Resolve(call, row))),
                    _ => throw (navigation.Kind == NavigationKind.Collection ? call.MethodNotAllowed("GET", "POST") : call.MethodNotAllowed("GET")),
                };
            case [_, { Arguments: null }, { Name: "$count", Arguments: null }] when call.Method == "GET":
                return new CollectionReader(call).Count(target, Narrow(call, row, navigation, target));
            case [_, { Arguments: null }, { Name: "$ref", Arguments: null }]:
                return References(call, table, row, navigation, target);
            case [_, { Arguments: { } arguments }, { Name: "$ref", Arguments: null }] when call.Method == "DELETE":
                return Unlink(call, table, row, navigation, Fitting(call, navigation, RowAddress.Read(target, arguments, call.Options)));
            default:
                throw WebApiException.NoResource(call.Path.Segments[^1].Name);
        }
    }

    private static WebApiResponse References(WebApiCall call, TableModel table, EntityReference row, NavigationProperty navigation, TableModel target)
    {
        switch (call.Method)
        {
            case "GET":
                return new CollectionReader(call).References(target, Narrow(call, row, navigation, target));
            case "POST":
                call.Service.Execute(new AssociateRequest
                {
                    Target = row,
                    Relationship = RelationshipOf(table, navigation),
                    RelatedEntities = [Fitting(call, navigation, ReferenceBody.Read(call))],
                }.With(call));
                return WebApiResponse.Empty(204);
            case "DELETE":
                return call.Options["$id"] is { } id
                    ? Unlink(call, table, row, navigation, Fitting(call, navigation, RowAddress.ReadReference(call, id)))
                    : throw WebApiException.Query($"Which row is to be unlinked? Write DELETE …/{navigation.Name}(id)/$ref or …/{navigation.Name}/$ref?$id=address.");
            default:
                throw call.MethodNotAllowed("GET", "POST", "DELETE");
        }
    }

    private static WebApiResponse Unlink(WebApiCall call, TableModel table, EntityReference row, NavigationProperty navigation, EntityReference other)
    {
        call.Service.Execute(new DisassociateRequest { Target = row, Relationship = RelationshipOf(table, navigation), RelatedEntities = [other] }.With(call));
        return WebApiResponse.Empty(204);
    }

    private static Relationship RelationshipOf(TableModel table, NavigationProperty navigation)
    {
        var relationship = new Relationship(navigation.Relationship!);
        if (table.Name == navigation.Target)
            relationship.PrimaryEntityRole = navigation.IsFirst ? EntityRole.Referenced : EntityRole.Referencing;
        return relationship;
    }

    private static EntityReference Fitting(WebApiCall call, NavigationProperty navigation, EntityReference reference) => navigation.LeadsTo(reference.LogicalName)
        ? new EntityReference(reference.LogicalName, Messages.Rows.Resolve(call.Session.Platform, call.Session.Platform.Catalog.Table(reference.LogicalName), reference.Id, reference.KeyAttributes))
        : throw WebApiException.Payload($"'{navigation.Name}' leads to rows of '{navigation.Target}', not of '{reference.LogicalName}'.");

    private static Action<QueryExpression> Narrow(WebApiCall call, EntityReference row, NavigationProperty navigation, TableModel target)
    {
        var id = Resolve(call, row);
        return query =>
        {
            if (navigation.Intersect is not { } intersect)
            {
                query.Criteria.Conditions.Add(new ConditionExpression(navigation.Column, ConditionOperator.Equal, id));
                return;
            }

            var link = query.AddLink(intersect.Table, target.Table.PrimaryId, intersect.OtherColumn);
            link.EntityAlias = "linked";
            link.LinkCriteria.Conditions.Add(new ConditionExpression(navigation.Column, ConditionOperator.Equal, id));
        };
    }

    // Whoever may not read the row learns nothing of the rows around it, and a row that is not there has none.
    private static Guid Resolve(WebApiCall call, EntityReference row) => RowReads.Find(call, row, new ColumnSet(false)).Id;
}
