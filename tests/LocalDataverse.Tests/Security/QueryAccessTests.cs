using System;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Security;

/// <summary>What of a query its caller gets to see.</summary>
public sealed class QueryAccessTests : IDisposable
{
    private readonly TestOrganization _org = new();
    private readonly Guid _mine;
    private readonly IOrganizationService _service;

    public QueryAccessTests()
    {
        var role = _org.Organization.CreateRole("sees own",
            ("prvReadLead", PrivilegeDepth.Basic), ("prvReadAccount", PrivilegeDepth.Basic), ("prvReadContact", PrivilegeDepth.Global));
        var user = _org.Organization.CreateUser("luc", role);
        _service = _org.Organization.CreateService(user);
        var me = new EntityReference("systemuser", user);
        var hidden = _org.Service.Create(new Entity("account") { ["name"] = "Hidden" });
        var shown = _org.Service.Create(new Entity("account") { ["name"] = "Shown", ["ownerid"] = me });
        _mine = _org.Lead("Mine", ("ownerid", me), ("parentaccountid", new EntityReference("account", hidden)));
        _org.Lead("Second", ("ownerid", me), ("parentaccountid", new EntityReference("account", shown)));
        _org.Lead("Theirs", ("parentaccountid", new EntityReference("account", shown)));
    }

    public void Dispose() => _org.Dispose();

    [Fact]
    public void A_query_sees_the_rows_its_caller_may_read() => Assert.Equal(["Mine", "Second"], Names(new QueryExpression("lead")));

    [Fact]
    public void An_or_does_not_lead_around_it()
    {
        var query = new QueryExpression("lead");
        query.Criteria = new FilterExpression(LogicalOperator.Or);
        query.Criteria.AddCondition("lastname", ConditionOperator.Equal, "Theirs");
        query.Criteria.AddCondition("lastname", ConditionOperator.NotNull);
        Assert.Equal(["Mine", "Second"], Names(query));
    }

    [Fact]
    public void An_inner_link_drops_rows_whose_partner_may_not_be_seen()
    {
        var query = new QueryExpression("lead");
        query.AddLink("account", "parentaccountid", "accountid");
        Assert.Equal(["Second"], Names(query));
    }

    [Fact]
    public void An_outer_link_leaves_the_partner_empty()
    {
        var query = new QueryExpression("lead");
        var account = query.AddLink("account", "parentaccountid", "accountid", JoinOperator.LeftOuter);
        account.EntityAlias = "a";
        account.Columns = new ColumnSet("name");
        query.ColumnSet = new ColumnSet("lastname");
        query.AddOrder("lastname", OrderType.Ascending);
        var rows = _service.RetrieveMultiple(query).Entities;
        Assert.Equal([null, "Shown"], rows.Select(r => r.GetAttributeValue<AliasedValue>("a.name")?.Value));
    }

    [Fact]
    public void A_link_to_a_table_without_privilege_is_refused()
    {
        var query = new QueryExpression("lead");
        query.AddLink("campaign", "campaignid", "campaignid", JoinOperator.LeftOuter);
        Assert.Contains("prvReadCampaign", TestOrganization.Fault(() => _service.RetrieveMultiple(query)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_count_what_may_be_seen()
    {
        var fetch = new FetchExpression("<fetch aggregate='true'><entity name='lead'><attribute name='leadid' aggregate='count' alias='n'/></entity></fetch>");
        Assert.Equal(2, _service.RetrieveMultiple(fetch).Entities[0].GetAttributeValue<AliasedValue>("n").Value);
        var page = new QueryExpression("lead") { PageInfo = new PagingInfo { Count = 1, PageNumber = 1, ReturnTotalRecordCount = true } };
        Assert.Equal(2, _service.RetrieveMultiple(page).TotalRecordCount);
    }

    [Fact]
    public void A_shared_row_is_seen_as_well()
    {
        var theirs = _org.Service.RetrieveMultiple(new QueryExpression("lead") { Criteria = { Conditions = { new ConditionExpression("lastname", ConditionOperator.Equal, "Theirs") } } }).Entities[0];
        var user = ((WhoAmIResponse)_service.Execute(new WhoAmIRequest())).UserId;
        var access = new PrincipalAccess { Principal = new EntityReference("systemuser", user), AccessMask = AccessRights.ReadAccess };
        _org.Service.Execute(new GrantAccessRequest { Target = theirs.ToEntityReference(), PrincipalAccess = access });
        Assert.Equal(["Mine", "Second", "Theirs"], Names(new QueryExpression("lead")));
        Assert.Equal("Theirs", _service.Retrieve("lead", theirs.Id, new ColumnSet("lastname")).GetAttributeValue<string>("lastname"));
    }

    [Fact]
    public void Links_of_a_relationship_are_seen_by_those_who_may_read_both_ends()
    {
        Assert.Contains("prvReadUser", TestOrganization.Fault(() => _service.RetrieveMultiple(new QueryExpression("systemuserroles"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Everybody_sees_only_settings_of_his_own()
    {
        Assert.Empty(_service.RetrieveMultiple(new QueryExpression("usersettings")).Entities);
        Assert.NotEmpty(_org.Service.RetrieveMultiple(new QueryExpression("usersettings")).Entities);
    }

    [Fact]
    public void What_the_stand_in_keeps_for_itself_is_for_administrators()
    {
        var fault = TestOrganization.Fault(() => _service.RetrieveMultiple(new QueryExpression("localsolutionpackage")));
        Assert.Contains("Only a System Administrator or SYSTEM may do that", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_found_by_query_can_be_retrieved() => Assert.Equal(_mine, _service.Retrieve("lead", _mine, new ColumnSet(false)).Id);

    private string?[] Names(QueryExpression query)
    {
        query.ColumnSet = new ColumnSet("lastname");
        query.AddOrder("lastname", OrderType.Ascending);
        return [.. _service.RetrieveMultiple(query).Entities.Select(r => r.GetAttributeValue<string>("lastname"))];
    }
}
