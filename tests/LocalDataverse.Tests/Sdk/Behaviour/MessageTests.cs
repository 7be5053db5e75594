using System;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Sdk.Behaviour;

public sealed class MessageTests
{
    private static readonly Guid Id = new("7d7b8a55-6f1e-4a53-9d41-6a3c8f5d1b20");

    [Fact]
    public void A_typed_request_is_its_name_and_its_parameters()
    {
        var request = new AssignRequest { Target = new EntityReference("lead", Id) };

        Assert.Equal("Assign", request.RequestName);
        Assert.Same(request.Target, request["Target"]);
    }

    [Fact]
    public void A_parameter_that_was_not_given_reads_as_the_default() =>
        Assert.Equal(ConcurrencyBehavior.Default, new UpdateRequest().ConcurrencyBehavior);

    [Fact]
    public void A_typed_response_reads_its_results()
    {
        var response = new CreateResponse { Results = { ["id"] = Id } };

        Assert.Equal(Id, response.id);
    }

    [Fact]
    public void The_results_of_a_bulk_upsert_are_one_of_its_results()
    {
        var one = new UpsertResponse { Results = { ["RecordCreated"] = true } };
        OrganizationResponse response = new UpsertMultipleResponse();
        response.Results["Results"] = new[] { one };

        Assert.Equal([one], ((UpsertMultipleResponse)response).Results);
        Assert.True(one.RecordCreated);
    }

    [Fact]
    public void A_parameter_is_found_only_in_its_own_type()
    {
        var parameters = new ParameterCollection { { "LanguageCode", 1036 } };

        Assert.True(parameters.TryGetValue<int>("LanguageCode", out var language));
        Assert.Equal(1036, language);
        Assert.False(parameters.TryGetValue<string>("LanguageCode", out _));
    }

    [Fact]
    public void A_list_of_values_spreads_over_a_condition()
    {
        Assert.Equal([1, 2], new ConditionExpression("a", ConditionOperator.In, new[] { 1, 2 }).Values);
        Assert.Equal(["x", "y"], new ConditionExpression("a", ConditionOperator.In, "x", "y").Values);
        Assert.Equal([5], new ConditionExpression("a", ConditionOperator.Equal, 5).Values);
        Assert.Empty(new ConditionExpression("a", ConditionOperator.Null).Values);
    }

    [Fact]
    public void A_query_starts_empty_and_grows_by_links_and_orders()
    {
        var query = new QueryExpression("lead");

        var link = query.AddLink("smk_engagement", "leadid", "smk_leadid", JoinOperator.LeftOuter);
        query.AddOrder("createdon", OrderType.Descending);

        Assert.Equal(("lead", "smk_engagement"), (link.LinkFromEntityName, link.LinkToEntityName));
        Assert.Equal("createdon", Assert.Single(query.Orders).AttributeName);
        Assert.False(query.ColumnSet.AllColumns);
        Assert.Equal(LogicalOperator.And, query.Criteria.FilterOperator);
    }
}
